// Which row an event speaks of, before any is loaded; null = search has nothing to learn from it. Ids are those of the screen's rows,
// so that a hit finds its message.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { channelOf, inboundMessageId } from '@madoguchi/contracts/ids'
import { OUTBOUND_CHANGES } from './outbound.ts'
import type { Subject } from './row.ts'
import { clean } from '@madoguchi/contracts/event/clean'
import { recordOf, textOf } from '@madoguchi/contracts/event/value'

/** Of an event as it is held (clean ids). */
export function subjectOf({ id, type, key, data }: Envelope): Subject | null {
  // Facts about a channel or the workspace are in no conversation.
  if (key.endsWith(':-') || key.startsWith('-:')) return null
  const found = Object.hasOwn(IDS, type) ? IDS[type]!({ id, key, given: recordOf(data) }) : null
  return found === null ? null : { ...found, conversation: key }
}

type Given = { id: string; key: string; given: Record<string, unknown> }
type Found = Pick<Subject, 'noun' | 'id'> | null

const IDS: Record<string, (given: Given) => Found> = {
  'line.message': ({ key, given }) => inbound(key, recordOf(given.message).id),
  'line.messageEdited': ({ key, given }) => inbound(key, recordOf(given.message).id),
  'line.unsend': ({ key, given }) => inbound(key, recordOf(given.unsend).messageId),
  'message.queued': ({ id }) => message(id),
  'message.scheduled': ({ given }) => message(given.message),
  'message.deleted': ({ given }) => message(given.message),
  'message.redacted': ({ given }) => message(given.message),
  ...Object.fromEntries(OUTBOUND_CHANGES.map((type) => [type, ({ given }: Given) => message(given.message)])),
  'note.written': ({ id }) => message(id),
  'note.edited': ({ given }) => message(given.note),
  'note.deleted': ({ given }) => message(given.note),
  'contact.profiled': ({ key }) => ({ noun: 'name', id: key }),
  'conversation.profiled': ({ key }) => ({ noun: 'name', id: key }),
  'contact.edited': ({ key }) => ({ noun: 'name', id: key }),
  'contact.tagged': ({ key }) => ({ noun: 'name', id: key }),
}

function message(id: unknown): Found {
  const text = textOf(id)
  return text ? { noun: 'message', id: clean(text) } : null
}
const inbound = (key: string, id: unknown): Found =>
  textOf(id) ? message(inboundMessageId(channelOf(key), textOf(id)!)) : null
