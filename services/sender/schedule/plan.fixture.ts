// What agents do with scheduled messages, as facts on the log, and what became of them there.
import { v7 as uuidv7 } from 'uuid'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { Stage } from '../stage.fixture.ts'

/** `ask`: the latest schedule of this message. */
export type Plan = { id: string; ask: string; to: string }
type Wish = { due: number; hold?: boolean }

export type Planner = {
  schedule(text: string, wish: Wish, to?: string): Promise<Plan>
  /** Based on `plan` as it was given. */
  edit(plan: Plan, text: string, wish: Wish): Promise<Plan>
  tell(type: string, plan: Plan): Promise<Envelope>
  /** Events of this type about the message, each id once, in order. */
  about(id: string, type: string): Promise<Envelope[]>
  until(id: string, type: string, times?: number): Promise<Envelope[]>
  /** The sender's row. */
  kept(id: string): Promise<Record<string, unknown> | undefined>
}

export function createPlanner(stage: Stage): Planner {
  async function plan(text: string, { due, hold = false }: Wish, of: { id: string; to: string; cause?: string }) {
    const { id, to, cause } = of
    const messages = [{ type: 'text', text }]
    const data = { message: id, messages, notificationDisabled: false, due, holdIfWrites: hold }
    const more = { key: `shop:${to}`, by: 'mika', ...(cause !== undefined && { cause }) }
    return { id, to, ask: (await stage.fact('message.scheduled', data, more)).id }
  }
  async function about(id: string, type: string) {
    const speaks = ({ id: own, data }: Envelope) => (type === 'message.queued' ? own : messageOf(data)) === id
    const found = (await stage.events()).filter((event) => event.type === type && speaks(event))
    return [...new Map(found.map((event) => [event.id, event])).values()]
  }
  return {
    schedule: (text, wish, to = stage.me()) => plan(text, wish, { id: uuidv7(), to }),
    edit: ({ id, to, ask }, text, wish) => plan(text, wish, { id, to, cause: ask }),
    tell: (type, { id, to, ask }) => stage.fact(type, { message: id }, { key: `shop:${to}`, cause: ask }),
    about,
    until: (id, type, times = 1) =>
      stage.until(
        () => about(id, type),
        (found) => found.length >= times,
        `${type} of ${id}`,
      ),
    async kept(id) {
      const { pool } = stage.database
      return (await pool.query<Record<string, unknown>>('select * from scheduled where id = $1', [id])).rows[0]
    },
  }
}

const messageOf = (data: unknown) => (data as { message?: string } | null)?.message
