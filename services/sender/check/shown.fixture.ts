// What every screen shows of what was scheduled, held against what the sender has of it and gave to LINE.
import { isDeepStrictEqual } from 'node:util'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import { folded } from '../../projector/commit/build.fixture.ts'
import type { Violation } from '../books.fixture.ts'
import type { Stage } from '../stage.fixture.ts'

/** `given`: what the sender holds for LINE, null when nothing was asked for. */
type Kept = { id: string; conversation: string; state: string; given: string | null; body: string | null }

/** Over all schedules of this stage, or over `ids`, once each is over. */
export async function shownOtherwise(stage: Stage, ids: string[] | null = null): Promise<Violation[]> {
  const { rows } = await stage.database.pool.query<Kept>(
    `select s.id, s.conversation, s.state, o.state as given, o.body from scheduled s left join outbound o on o.id = s.id
      where $1::text[] is null or s.id = any($1)`,
    [ids],
  )
  if (rows.length === 0) return []
  const told = (await stage.events()).filter(({ type }) => type.startsWith('message.'))
  const shown = new Map<string, Record<string, MessageRow>>()
  for (const key of new Set(rows.map(({ conversation }) => conversation)))
    shown.set(key, folded(once(told.filter((event) => event.key === key))).of('message'))
  return rows
    .filter((kept) => !isAsShown(kept, shown.get(kept.conversation)![kept.id]))
    .map(({ id }) => ({ rule: 'shown_otherwise', ids: [id] }))
}

const once = (events: Envelope[]) => [...new Map(events.map((event) => [event.id, event])).values()]

function isAsShown({ state, given, body }: Kept, row: MessageRow | undefined): boolean {
  if (row === undefined) return false
  if (given === null) return row.delivery?.state === (state === 'waiting' ? 'scheduled' : state)
  if (given !== row.delivery?.state || row.body.kind !== 'sent') return false
  return isDeepStrictEqual((JSON.parse(body!) as { messages: unknown }).messages, row.body.messages)
}
