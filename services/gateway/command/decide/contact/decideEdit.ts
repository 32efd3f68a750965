// contact:edit → contact.edited, or why not (pure). Fields merge; one that was changed since is refused with theirs (CO-20).
import type { ContactEdited } from '@madoguchi/contracts/event/contact'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { judge, type Standing } from '@madoguchi/contracts/merge'
import { OWN_FIELDS, OWN_MAX, type OwnFields, type OwnStamp } from '@madoguchi/contracts/row/contact'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { Refusal } from '@madoguchi/contracts/socket/ack'
import type { ContactEdit } from '@madoguchi/contracts/socket/up'
import { refuse, refusedClash } from '../decision.ts'

type Change = Partial<OwnFields>
export type Known = {
  conversation: Pick<ConversationRow, 'kind'> | null
  /** Fields as they stand, with what was accepted here and no row shows yet. */
  standing: Standing
  /** As the row has them: beside which change another waits for a word. */
  late: Readonly<Record<string, OwnStamp>>
}
type Decided = { append: Envelope<ContactEdited>; change: Change } | { done: null } | Refusal

export function decideEdit(wish: ContactEdit, known: Known, by: { agent: string; now: number }): Decided {
  if (known.conversation === null) return refuse('not_found')
  if (known.conversation.kind !== 'user') return refuse('wrong_state', { why: known.conversation.kind })
  const given = trimmed(wish.change)
  const long = OWN_FIELDS.find((field) => (given[field]?.length ?? 0) > OWN_MAX[field])
  if (long !== undefined) return refuse('invalid', { field: long, limit: OWN_MAX[long], why: 'too_long' })
  const standing = { ...known.standing, values: { ...NOTHING, ...known.standing.values } }
  const { news, clashes } = judge({ change: given, based: wish.based }, standing)
  const clash = refusedClash(clashes)
  if (clash !== null) return clash
  const change = { ...news, ...answered(given, known.late, by.agent) }
  const fields = Object.keys(change)
  if (fields.length === 0) return { done: null }
  const based = Object.fromEntries(fields.map((field) => [field, wish.based[field] ?? -1]))
  const { id, conversation: key } = wish
  const data = { change, based }
  return { append: { id, type: 'contact.edited', v: 1, key, at: by.now, by: by.agent, data }, change }
}

const NOTHING: OwnFields = { name: '', phone: '', email: '', memo: '' }

const trimmed = (change: Change): Change =>
  Object.fromEntries(Object.entries(change).map(([field, value]) => [field, value.trim()]))

/** "Take theirs" about a change of one's own that came late: the value stands already, and saying so ends the question. */
function answered(given: Change, late: Known['late'], agent: string): Change {
  return Object.fromEntries(Object.entries(given).filter(([field]) => late[field]?.late?.by === agent))
}
