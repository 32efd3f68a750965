// How long each partition is, asked of its leader. Whoever asks gets an answer to a question put afterwards: an older one
// could be shorter than what was read meanwhile, and would look like a truncated log.
import type { Admin } from 'kafkajs'
import type { Logger } from '../../runtime/logger.ts'
import { singleFlight } from '../../runtime/singleFlight.ts'
import { ADMIN_RETRY, createClient, type Client } from './client.ts'
import { answered, leave } from './patience.ts'

export type Ends = { ask: () => Promise<Map<number, number>>; stop: () => Promise<void> }

type Deps = { brokers: string[]; topic: string; logger: Logger; answerMs?: number }

/** A client that failed is given up: its idea of who leads may be old. */
export function createEnds({ brokers, topic, logger, answerMs }: Deps): Ends {
  let open: { admin: Admin; sockets: Client['sockets'] } | null = null

  async function connect() {
    const { kafka, sockets } = createClient({ brokers, logger })
    const admin = kafka.admin({ retry: ADMIN_RETRY })
    admin.on(admin.events.REQUEST_TIMEOUT, sockets.onRequestTimeout)
    open = { admin, sockets }
    await admin.connect()
    return admin
  }

  const offsetsOf = async () => (open?.admin ?? (await connect())).fetchTopicOffsets(topic)

  async function giveUp() {
    const closing = open
    open = null
    if (closing) await leave(closing.sockets, () => closing.admin.disconnect())
  }

  const ask = singleFlight(async (waiting: null[]) => {
    try {
      const offsets = await answered('how long the log is', offsetsOf(), answerMs)
      const ends = new Map(offsets.map(({ partition, high }) => [partition, Number(high)]))
      return waiting.map(() => ends)
    } catch (error) {
      await giveUp()
      throw error
    }
  })
  return { ask: () => ask(null), stop: giveUp }
}
