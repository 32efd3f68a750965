// The floor: receive → produce → consume → one INSERT → emit, in as many processes as ours: all in one, or three with Redis
// between the last two.
import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Redis } from 'ioredis'
import { openPool } from '../../db/pool.ts'
import { createStack } from '../../runtime/lifecycle.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { commitBare, type BareRow } from '../bare/commit.ts'
import { startConsumer } from '../bare/consume.ts'
import { openProducer } from '../bare/produce.ts'
import { createReceiver } from '../bare/receive.ts'
import { createBareSockets } from '../bare/show.ts'
import { serve } from '../parts/serve.ts'
import type { Kafka } from '../stage/engines.ts'

export type Does = 'receive' | 'commit' | 'show'
export type FloorSettings = { does: Does[]; url: string; kafka: Kafka | null; redisUrl: string | null; secret: string }
type Bell = { ring(rows: BareRow[]): void; hear(take: (rows: BareRow[]) => void): void }

await serve(async (settings: FloorSettings) => {
  const { does, url, kafka, secret } = settings
  const stack = createStack()
  const pool = stack.use(openPool({ url, max: 4, logger: silentLogger() }), (opened) => opened.end())
  const bell = does.length === 3 ? inHere() : overRedis(settings.redisUrl!, stack)
  let server = createServer()
  if (does.includes('receive')) {
    const producer = stack.use(await openProducer({ pool, kafka }), (opened) => opened.stop())
    server = createReceiver({ secret, keep: producer.keep })
  }
  if (does.includes('show')) {
    const io = createBareSockets(server)
    stack.add(() => void io.close())
    bell.hear((rows) => {
      for (const row of rows) io.to('all').emit('change', { room: 'all', v: 1, part: 0, from: 0, next: 1, rows: [row] })
    })
  }
  if (does.includes('commit')) {
    const take = async (values: string[]) => bell.ring(await commitBare(pool, values))
    stack.use(await startConsumer({ url, pool, kafka, take }), (opened) => opened.stop())
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  stack.add(() => server.closeAllConnections())
  const ready = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { ready, answers: {}, stop: () => stack.stop() }
})

function inHere(): Bell {
  const emitter = new EventEmitter()
  return { ring: (rows) => void emitter.emit('rows', rows), hear: (take) => void emitter.on('rows', take) }
}

function overRedis(redisUrl: string, stack: ReturnType<typeof createStack>): Bell {
  const [speaker, listener] = [new Redis(redisUrl), new Redis(redisUrl)]
  stack.add(() => speaker.disconnect())
  stack.add(() => listener.disconnect())
  return {
    ring: (rows) => void speaker.publish('bench_bare', JSON.stringify(rows)),
    hear(take) {
      void listener.subscribe('bench_bare')
      listener.on('message', (_channel, text: string) => take(JSON.parse(text) as BareRow[]))
    },
  }
}
