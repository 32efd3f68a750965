// Each role as a function of what is open. `all` is every role in one process; twenty processes are the same functions.
import { hostname } from 'node:os'
import { join } from 'node:path'
import { openDirectory, type Directory } from '../directory/open.ts'
import type { CheckCredentials } from '../gateway/http/admin/channels.ts'
import { checkCredentials } from '../line/check.ts'
import { createLineClients, originsOf, type LineClients } from '../line/client.ts'
import type { Log } from '../log/log.ts'
import { createMemoryPresence } from '../presence/memory.ts'
import { openRedisPresence } from '../presence/redis.ts'
import { agentsAtConsole, agentsWithConsole, type Presence } from '../presence/presence.ts'
import type { App } from '../runtime/http.ts'
import type { Store } from '../media/store.ts'
import type { Engines } from './engines.ts'
import { openStore } from './media.ts'

export type House = Engines & {
  app: App
  log: Log
  /** null = LINE itself. */
  lineApiUrl: string | null
  directory: Directory
  clients: LineClients
  presence: Presence
  /** One for all services of a process; opened by the first that needs it. */
  store: () => Promise<Store>
}
export type Service =
  | 'ingest'
  | 'projector'
  | 'sender'
  | 'fetcher'
  | 'eraser'
  | 'automation'
  | 'search'
  | 'notifier'
  | 'gateway'

const WEB = join(import.meta.dirname, '..', '..', 'web', 'dist')

export async function openHouse(engines: Engines & { app: App; log: Log; lineApiUrl: string | null }): Promise<House> {
  const { stack, config, logger, metrics, bus } = engines
  const directory = stack.use(await openDirectory(engines), (opened) => opened.stop())
  const clients = stack.use(createLineClients({ apiUrl: engines.lineApiUrl, logger, metrics }), (opened) =>
    opened.stop(),
  )
  const presence = config.redisUrl
    ? await openRedisPresence({ url: config.redisUrl, logger, metrics: engines.metrics })
    : createMemoryPresence({ bus })
  stack.use(presence, (opened) => opened.stop())
  let opening: Promise<Store> | undefined
  const open = async () => stack.use(await openStore(config, logger), (opened) => opened.stop())
  const store = () => (opening ??= open())
  return { ...engines, directory, clients, presence, store }
}

/** Starts a service and remembers to stop it. */
export async function startService(house: House, service: Service): Promise<void> {
  const started = await START[service](house)
  for (const one of started) house.stack.add(() => one.stop())
}

type Stoppable = { stop(): Promise<void> }
// Imported when they are started: a projector alone need not load what answers browsers.
const START: Record<Service, (house: House) => Promise<Stoppable[]>> = {
  async ingest(house) {
    const { startIngest } = await import('../ingest/start.ts')
    // One spool folder per ingest process: a spool is the write-ahead of its own lanes.
    const spoolFolder = join(house.config.dataDir, 'spool', `${hostname()}-${house.config.port}`)
    return [await startIngest({ ...house, channels: house.directory.channels, spoolFolder })]
  },
  async projector(house) {
    const { startProjector } = await import('../projector/start.ts')
    const { startPresence } = await import('../presence/start.ts')
    return [await startProjector(house), await startPresence(house)]
  },
  async sender(house) {
    const { startSender } = await import('../sender/start.ts')
    return [await startSender({ ...house, channels: house.directory.channels, agents: house.directory.agents })]
  },
  async fetcher(house) {
    const { startFetcher } = await import('../fetcher/start.ts')
    const lineData = originsOf(house.lineApiUrl).data
    const store = await house.store()
    return [await startFetcher({ ...house, channels: house.directory.channels, lineData, store })]
  },
  async eraser(house) {
    const { startEraser } = await import('../eraser/start.ts')
    return [await startEraser({ ...house, store: await house.store() })]
  },
  async automation(house) {
    const { startAutomation } = await import('../automation/start.ts')
    const { channels, agents } = house.directory
    return [await startAutomation({ ...house, channels, agents, atConsole: () => agentsAtConsole(house.presence) })]
  },
  async search(house) {
    const { startSearch } = await import('../search/start.ts')
    return [await startSearch(house)]
  },
  async notifier(house) {
    const { startNotifier } = await import('../notifier/start.ts')
    const { publicUrl } = house.config
    return [await startNotifier({ ...house, publicUrl, withConsole: () => agentsWithConsole(house.presence) })]
  },
  async gateway(house) {
    const { startGateway } = await import('../gateway/start.ts')
    const check: CheckCredentials = (given) => checkCredentials({ ...given, apiUrl: house.lineApiUrl })
    const { publicUrl, stickers } = house.config
    const store = await house.store()
    return [await startGateway({ ...house, store, checkCredentials: check, webFolder: WEB, publicUrl, stickers })]
  },
}
