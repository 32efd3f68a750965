// The floor as a process of its own: HTTP, HMAC, JSON.parse, one lane to the same log engine.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { openPool } from '../../db/pool.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { openProducer } from '../bare/produce.ts'
import { createReceiver } from '../bare/receive.ts'
import { serve } from '../parts/serve.ts'
import type { Kafka } from '../stage/engines.ts'

export type FloorSettings = { url: string; kafka: Kafka | null; secret: string }

await serve(async ({ url, kafka, secret }: FloorSettings) => {
  const pool = openPool({ url, max: 2, logger: silentLogger() })
  const producer = await openProducer({ pool, kafka })
  const server = createReceiver({ secret, keep: producer.keep }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    ready: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    answers: {},
    async stop() {
      server.close()
      server.closeAllConnections()
      await producer.stop()
      await pool.end()
    },
  }
})
