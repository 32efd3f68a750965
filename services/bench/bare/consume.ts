// The floor of a reader: hands on what is new on the bare log, in order, the next batch when the last is done.
import type { Pool } from '../../db/pool.ts'
import { openConnection } from '../../db/pool.ts'
import { createClient } from '../../log/kafka/client.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { singleFlight } from '../../runtime/singleFlight.ts'
import type { Kafka } from '../stage/engines.ts'
import { BARE_BELL } from './produce.ts'

type Deps = { url: string; pool: Pool; kafka: Kafka | null; take: (values: string[]) => Promise<void> }

export const startConsumer = ({ kafka, ...deps }: Deps): Promise<{ stop(): Promise<void> }> =>
  kafka === null ? fromTable(deps) : fromTopic(kafka, deps.take)

async function fromTable({ url, pool, take }: Omit<Deps, 'kafka'>) {
  const bell = await openConnection({ url })
  let after = 0
  const look = singleFlight(async (rings: null[]) => {
    const text = 'select id, value from bare_log where id > $1 order by id limit 500'
    const { rows } = await pool.query<{ id: number; value: string }>({ name: 'bare-read', text, values: [after] })
    if (rows.length > 0) await take(rows.map(({ value }) => value))
    after = rows.at(-1)?.id ?? after
    return rings
  })
  bell.on('notification', () => void look(null))
  await bell.query(`listen ${BARE_BELL}`)
  return { stop: () => bell.end() }
}

async function fromTopic({ brokers, topic }: Kafka, take: Deps['take']) {
  const consumer = createClient({ brokers, logger: silentLogger() }).kafka.consumer({ groupId: `${topic}.bare` })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve))
  await consumer.run({
    autoCommit: false,
    eachBatch: ({ batch }) => take(batch.messages.map(({ value }) => value!.toString())),
  })
  await joined
  return { stop: () => consumer.disconnect() }
}
