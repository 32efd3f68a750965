// Each role as a function of what is open. `all` is every role in one process; twenty processes are the same functions.
import { hostname } from 'node:os'
import { join } from 'node:path'
import { openDirectory, type Directory } from '../directory/open.ts'
import { startFetcher } from '../fetcher/start.ts'
import { startGateway } from '../gateway/start.ts'
import { startIngest } from '../ingest/start.ts'
import { checkCredentials } from '../line/check.ts'
import { createLineClients, type LineClients } from '../line/client.ts'
import type { Log } from '../log/log.ts'
import { createMemoryPresence } from '../presence/memory.ts'
import { openRedisPresence } from '../presence/redis.ts'
import type { Presence } from '../presence/presence.ts'
import { startPresence } from '../presence/start.ts'
import { startProjector } from '../projector/start.ts'
import type { App } from '../runtime/http.ts'
import { startSender } from '../sender/start.ts'
import type { Engines } from './engines.ts'

export type House = Engines & { app: App; log: Log; directory: Directory; clients: LineClients; presence: Presence }
export type Service = 'ingest' | 'projector' | 'sender' | 'fetcher' | 'gateway'

const WEB = join(import.meta.dirname, '..', '..', 'web', 'dist')

export async function openHouse(engines: Engines & { app: App; log: Log; lineApiUrl: string | null }): Promise<House> {
  const { stack, config, logger, metrics, bus } = engines
  const directory = stack.use(await openDirectory(engines), (opened) => opened.stop())
  const clients = stack.use(createLineClients({ apiUrl: engines.lineApiUrl, logger, metrics }), (opened) =>
    opened.stop(),
  )
  const presence = config.redisUrl
    ? await openRedisPresence({ url: config.redisUrl, logger })
    : createMemoryPresence({ bus })
  stack.use(presence, (opened) => opened.stop())
  return { ...engines, directory, clients, presence }
}

/** Starts a service and remembers to stop it. */
export async function startService(house: House, service: Service): Promise<void> {
  const started = await START[service](house)
  for (const one of started) house.stack.add(() => one.stop())
}

type Stoppable = { stop(): Promise<void> }
const START: Record<Service, (house: House) => Promise<Stoppable[]>> = {
  // One spool folder per ingest process: a spool is the write-ahead of its own lanes.
  ingest: async (house) => [
    await startIngest({
      ...house,
      channels: house.directory.channels,
      spoolFolder: join(house.config.dataDir, 'spool', `${hostname()}-${house.config.port}`),
    }),
  ],
  projector: async (house) => [await startProjector(house), await startPresence(house)],
  sender: async (house) => [await startSender({ ...house, channels: house.directory.channels })],
  fetcher: async (house) => [await startFetcher({ ...house, channels: house.directory.channels })],
  gateway: async (house) => [
    await startGateway({
      ...house,
      checkCredentials: (given) => checkCredentials({ ...given, apiUrl: house.config.lineApiUrl }),
      webFolder: WEB,
      publicUrl: house.config.publicUrl,
    }),
  ],
}
