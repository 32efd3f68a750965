// Which row an event speaks of, before any is loaded; null = search has nothing to learn from it. Ids are those of the screen's rows,
// so that a hit finds its message.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { channelOf, inboundMessageId, memberId, shortened } from '@madoguchi/contracts/ids'
import type { Subject } from './row.ts'
import { clean, recordOf, textOf } from './value.ts'

export function subjectOf({ id, type, key, data }: Envelope): Subject | null {
  // Facts about a channel or the workspace are in no conversation.
  if (key.endsWith(':-') || key.startsWith('-:')) return null
  const given = recordOf(data)
  const found = idIn(type, { id, key, given })
  return found === null ? null : { ...found, conversation: clean(key) }
}

type Given = { id: string; key: string; given: Record<string, unknown> }
type Found = Pick<Subject, 'noun' | 'id'> | null

const IDS: Record<string, (given: Given) => Found> = {
  'line.message': ({ key, given }) => inbound(key, recordOf(given.message).id),
  'line.messageEdited': ({ key, given }) => inbound(key, recordOf(given.message).id),
  'line.unsend': ({ key, given }) => inbound(key, recordOf(given.unsend).messageId),
  'message.queued': ({ id }) => message(shortened(clean(id))),
  'message.retried': ({ given }) => message(given.message),
  'message.deleted': ({ given }) => message(given.message),
  'message.redacted': ({ given }) => message(given.message),
  'note.written': ({ id }) => message(shortened(clean(id))),
  'note.edited': ({ given }) => message(given.note),
  'note.deleted': ({ given }) => message(given.note),
  'contact.profiled': ({ key }) => ({ noun: 'name', id: clean(key) }),
  'conversation.profiled': ({ key }) => ({ noun: 'name', id: clean(key) }),
  'member.profiled': ({ key, given }) => {
    const userId = textOf(given.userId)
    return userId ? { noun: 'name', id: memberId(clean(key), userId) } : null
  },
}

const idIn = (type: string, given: Given): Found => (Object.hasOwn(IDS, type) ? IDS[type]!(given) : null)

const message = (id: unknown): Found => (textOf(id) ? { noun: 'message', id: clean(textOf(id)!) } : null)
const inbound = (key: string, id: unknown): Found =>
  textOf(id) ? message(inboundMessageId(channelOf(key), textOf(id)!)) : null
