// Senders with one promise broken each, what LINE does when it shows, and the name the books have for it. Planted from outside: a
// statement rewritten on its way to the database, a call on its way to LINE, an event on its way to the log.
import { v7 as uuidv7 } from 'uuid'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { Log, Reader } from '../../log/log.ts'
import { mutated } from '../../projector/commit/mutate.fixture.ts'
import { sleep } from '../../runtime/backoff.ts'
import type { SenderDeps } from '../start.ts'
import type { Stage } from '../stage.fixture.ts'
import { answerIgnored, pushes } from './clients.fixture.ts'
import { dueAtOnce, takenBackTooLate } from './later.fixture.ts'
import {
  answerLost,
  forgottenResult,
  plain,
  refusedAfterDoubt,
  replyLost,
  replyOfTheDead,
  slowAnswer,
  slowRefusal,
  type Scenario,
} from './scenarios.fixture.ts'

export type Mutant = { plant(stage: Stage): Partial<SenderDeps>; when: Scenario; shows: string[] }

const rewritten = (from: string, to: string) => (stage: Stage) => ({
  pool: mutated(stage.database.pool, { rewrite: (sql) => sql.replace(from, to) }),
})

const HEAD_RULE = `and not exists (select 1 from outbound e where e.conversation = o.conversation and e.off < o.off and e.state in ('queued', 'sending'))`

/** What a schedule becomes when its time has come. */
const saidOtherwise =
  (say: (log: Log, event: Envelope) => ReturnType<Log['append']>) =>
  ({ log }: Stage): Partial<SenderDeps> => ({
    log: { ...log, append: (event) => (event.type === 'message.queued' ? say(log, event) : log.append(event)) },
  })

/** Takes the log to be empty, and hears from it late that it is not. */
const hasty =
  (reader: Reader): Reader['deliver'] =>
  async (part, records) => {
    if (records.length > 0) await sleep(1_000)
    await reader.deliver(part, records, 0)
  }

export const MUTANTS: Record<string, Mutant> = {
  'no retry key': {
    plant: ({ clients }) => ({ clients: pushes(clients, (request) => [request, undefined]) }),
    when: answerLost,
    shows: ['key_missing', 'outbound_doubled'],
  },
  'a new key per attempt': {
    plant: ({ clients }) => ({ clients: pushes(clients, (request) => [request, uuidv7()]) }),
    when: answerLost,
    shows: ['outbound_doubled'],
  },
  'a body rendered again': {
    plant({ clients }) {
      let n = 0
      const rendered = (text: string) => [{ type: 'text' as const, text: `${text} ${(n += 1)}` }]
      return { clients: pushes(clients, (request, key) => [{ ...request, messages: rendered(key!) }, key]) }
    },
    when: answerLost,
    shows: ['key_reused'],
  },
  'no head rule': { plant: rewritten(HEAD_RULE, ''), when: slowRefusal, shows: ['out_of_order'] },
  'two in flight in a conversation': {
    plant: rewritten(`e.off < o.off and e.state in ('queued', 'sending')`, `e.off < o.off and e.state = 'queued'`),
    when: slowRefusal,
    shows: ['out_of_order'],
  },
  'a lease that binds nobody': {
    plant: rewritten(`and coalesce(o.lease_until, '-infinity') < now()`, ''),
    when: slowAnswer,
    shows: ['needless_retry'],
  },
  'a push after a reply that timed out': {
    plant: ({ clients }) => ({ clients: answerIgnored(clients, 'reply') }),
    when: replyLost,
    shows: ['outbound_doubled'],
  },
  'a reply of the dead forgotten': {
    plant: rewritten(`o.state = 'sending' as interrupted`, 'false as interrupted'),
    when: replyOfTheDead,
    shows: ['outbound_doubled'],
  },
  'a doubt forgotten': {
    plant: rewritten('in_doubt = in_doubt or $4::boolean', 'in_doubt = false and $4::boolean'),
    when: refusedAfterDoubt,
    shows: ['failed_but_accepted'],
  },
  'sending before the log is known': {
    plant: ({ log }) => ({
      log: {
        ...log,
        subscribe: (reader) => log.subscribe({ ...reader, deliver: hasty(reader) }),
      },
    }),
    when: forgottenResult,
    shows: ['needless_retry'],
  },
  'a result under an id of its own': {
    plant: ({ log }) => ({ log: { ...log, append: (event) => log.append({ ...event, id: uuidv7() }) } }),
    when: plain,
    shows: ['said_twice'],
  },
  'a result noted and not said': {
    plant: ({ log }) => ({ log: { ...log, append: async () => ({ part: 0, off: 0 }) } }),
    when: plain,
    shows: ['unsaid'],
  },
  'a schedule taken back by whoever has not seen its edit': {
    plant: rewritten(
      'and conversation = $4 and ask = $5 and off < $2',
      'and conversation = $4 and $5::text is not null and off < $2',
    ),
    when: takenBackTooLate,
    shows: ['shown_otherwise'],
  },
  'a schedule asked for under an id of its own': {
    plant: saidOtherwise((log, event) => log.append({ ...event, id: uuidv7() })),
    when: dueAtOnce,
    shows: ['shown_otherwise'],
  },
  'a schedule marked as asked for and not asked for': {
    plant: saidOtherwise(async () => ({ part: 0, off: 0 })),
    when: dueAtOnce,
    shows: ['shown_otherwise'],
  },
}
