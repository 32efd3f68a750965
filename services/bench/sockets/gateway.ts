// A whole gateway in a process of its own, whose bus is the parent's word: what its processor time and memory are is all its own.
import { createMemoryBus } from '../../bus/memory.ts'
import { openPool } from '../../db/pool.ts'
import { openDirectory } from '../../directory/open.ts'
import { startGateway } from '../../gateway/start.ts'
import { createLineClients } from '../../line/client.ts'
import type { Log } from '../../log/log.ts'
import { createMemoryPresence } from '../../presence/memory.ts'
import { createHealth } from '../../runtime/health.ts'
import { createHttp } from '../../runtime/http.ts'
import { createStack } from '../../runtime/lifecycle.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { createMetrics } from '../../runtime/metrics.ts'
import { openTestStore } from '../../media/folder.fixture.ts'
import { serve } from '../parts/serve.ts'
import { SECRET_KEY } from '../stage/desk.ts'

export type GatewaySettings = { url: string }

const unused = (): Promise<never> => Promise.reject(new Error('not part of this benchmark'))
const log: Log = { append: unused, subscribe: unused, erase: unused, close: () => Promise.resolve() }

await serve(async ({ url }: GatewaySettings) => {
  const stack = createStack()
  const logger = silentLogger()
  const metrics = createMetrics({ defaults: true })
  const pool = stack.use(openPool({ url, max: 20, logger }), (opened) => opened.end())
  const bus = stack.use(createMemoryBus({ logger }), (opened) => opened.stop())
  const opened = await openDirectory({ pool, bus, secretKey: SECRET_KEY, logger })
  const directory = stack.use(opened, (one) => one.stop())
  const health = stack.use(createHealth(), (one) => one.stop())
  const clients = stack.use(createLineClients({ apiUrl: null, logger, metrics }), (one) => one.stop())
  const presence = stack.use(createMemoryPresence({ bus }), (one) => one.stop())
  const http = createHttp({ host: '127.0.0.1', port: 0, logger, metrics, health })
  stack.add(() => http.stop())
  const store = stack.use(await openTestStore(), (one) => one.stop())
  const of = { app: http.app, log, pool, directory, presence, bus, clients, store, logger, metrics, health }
  const gateway = await startGateway({
    ...of,
    databaseUrl: url,
    checkCredentials: unused,
    webFolder: import.meta.dirname,
    publicUrl: 'http://127.0.0.1:1',
  })
  stack.add(() => gateway.stop())
  const { port } = await http.listen()
  return {
    ready: `http://127.0.0.1:${port}`,
    answers: { notice: (notice: object) => bus.publish('rows', notice) },
    stop: () => stack.stop(),
  }
})
