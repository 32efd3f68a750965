// The floor of the log: one lane, one write in flight, whatever came meanwhile is the next batch.
import type { Pool } from '../../db/pool.ts'
import { createClient } from '../../log/kafka/client.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { singleFlight } from '../../runtime/singleFlight.ts'
import { openTopic, type Kafka } from '../stage/engines.ts'

export type Produce = { keep(event: object): Promise<void>; stop(): Promise<void> }

/** Bare records have no key, which a compacted topic refuses. */
export const openBareTopic = () => openTopic({ 'cleanup.policy': 'delete' })

export const BARE_BELL = 'bench_bare'

export async function openProducer({ pool, kafka }: { pool: Pool; kafka: Kafka | null }): Promise<Produce> {
  const { write, stop } = kafka === null ? toTable(pool) : await toTopic(kafka)
  const lane = singleFlight(async (values: string[]) => {
    await write(values)
    return values.map(() => undefined)
  })
  return { keep: (event) => lane(JSON.stringify(event)), stop }
}

export const makeTable = (pool: Pool) =>
  pool.query('create table bare_log (id bigint generated always as identity primary key, value text not null)')

const INSERT = `with r as (insert into bare_log (value) select unnest($1::text[]) returning id)
select pg_notify('${BARE_BELL}', max(id)::text) from r`

function toTable(pool: Pool) {
  return {
    write: (values: string[]) => pool.query({ name: 'bare-append', text: INSERT, values: [values] }),
    stop: () => Promise.resolve(),
  }
}

/** acks −1, no compression, one partition. */
async function toTopic({ brokers, topic }: Kafka) {
  const producer = createClient({ brokers, logger: silentLogger() }).kafka.producer()
  await producer.connect()
  return {
    write: (values: string[]) =>
      producer.send({ topic, acks: -1, messages: values.map((value) => ({ partition: 0, value })) }),
    stop: () => producer.disconnect(),
  }
}
