// Whom an event makes us ask LINE about (pure). At first sight of anybody; again when somebody follows, joins or comes, and when an
// agent asks. Nobody is asked about who has just left: LINE would not answer.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { LineEvent } from '@madoguchi/contracts/event/line'
import { channelOf, memberId } from '@madoguchi/contracts/ids'

/** `line`: LINE's ids; `key`: the conversation under which the answer will stand. */
export type Whom =
  | { what: 'contact'; key: string; userId: string }
  | { what: 'gathering'; key: string; kind: 'group' | 'room'; id: string }
  | { what: 'member'; key: string; kind: 'group' | 'room'; id: string; userId: string }

/** `again`: also if they were asked about before. */
export type Wanted = { whom: Whom; again: boolean }

const GONE = ['line.unfollow', 'line.leave']
const ASKS_AGAIN = ['line.follow', 'line.join', 'line.memberJoined', 'line.memberLeft', 'contact.profileAsked']

export function wantedOf(event: Envelope): Wanted[] {
  const { type, key } = event
  if (key.endsWith(':?') || key.endsWith(':-') || key.startsWith('-:') || key.includes('\0')) return []
  const again = ASKS_AGAIN.includes(type)
  if (type === 'contact.profileAsked') return [{ whom: byShape(key), again }]
  if (!type.startsWith('line.') || GONE.includes(type)) return []
  const { source, joined } = (event.data ?? {}) as LineEvent
  const { groupId, roomId, userId } = source ?? {}
  const id = groupId ?? roomId
  if (!isId(id)) return isId(userId) ? [{ whom: { what: 'contact', key, userId }, again }] : []
  const where = { key, id, kind: groupId === undefined ? ('room' as const) : ('group' as const) }
  const came = (joined?.members ?? []).flatMap((member) => (isId(member.userId) ? [member.userId] : []))
  return [
    { whom: { what: 'gathering', ...where }, again },
    ...came.map((userId): Wanted => ({ whom: { what: 'member', ...where, userId }, again: true })),
    ...(isId(userId) ? [{ whom: { what: 'member' as const, ...where, userId }, again: false }] : []),
  ]
}

export const subjectOf = (whom: Whom): string => (whom.what === 'member' ? memberId(whom.key, whom.userId) : whom.key)

const isId = (value: unknown): value is string => typeof value === 'string' && value !== '' && !value.includes('\0')

/** An agent names the conversation alone: LINE's ids say by their first letter what they are. */
function byShape(key: string): Whom {
  const id = key.slice(channelOf(key).length + 1)
  if (id.startsWith('C')) return { what: 'gathering', key, kind: 'group', id }
  if (id.startsWith('R')) return { what: 'gathering', key, kind: 'room', id }
  return { what: 'contact', key, userId: id }
}
