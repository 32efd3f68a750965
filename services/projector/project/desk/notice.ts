// Who is told of a fact (SH-16): a row for each agent, under the conversation's key.
import { channelOf, uuidv5 } from '@madoguchi/contracts/ids'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import type { NoticeKind, NoticeRow } from '@madoguchi/contracts/row/notice'
import type { Placed, Write } from '../placed.ts'
import { listOf, recordOf, textOf } from '@madoguchi/contracts/event/value'

type Known = {
  /** The row it leads to; the event's own pill unless given. */
  item?: string
  /** Who said the status before. */
  said?: string
}

const TELLING: Record<string, NoticeKind> = {
  'note.written': 'mention',
  'note.edited': 'mention',
  'conversation.assigned': 'assigned',
  'conversation.returned': 'returned',
}

/** Of what agents do for each other. Nobody is told of what they did themselves. */
export function noticesOf(placed: Placed, { item, said }: Known = {}): Write[] {
  const { event } = placed
  const data = recordOf(event.data)
  const leads = item ?? event.id
  if (data.rule === 'snoozeEnded')
    return isAgent(said) ? [notice(placed, { agent: said, kind: 'snoozeEnded', item: leads })] : []
  const kind = TELLING[event.type]
  if (kind === undefined) return []
  const told = new Set(listOf(data.told).map(textOf).filter(isAgent))
  return [...told].filter((agent) => agent !== event.by).map((agent) => notice(placed, { agent, kind, item: leads }))
}

const ENDED: Record<string, NoticeKind> = {
  'message.failed': 'failed',
  'message.unknown': 'unknown',
  'message.held': 'held',
  'message.missed': 'missed',
}

/** Of what became of something an agent said: `row` as it is afterwards. */
export function noticesOfSend(placed: Placed, id: string, row: MessageRow): Write[] {
  const kind = ENDED[placed.event.type]
  if (kind === undefined || row.by.kind !== 'agent' || row.delivery?.state !== kind) return []
  return [notice(placed, { agent: row.by.id, kind, item: id })]
}

const isAgent = (id: string | undefined): id is string =>
  id !== undefined && id !== '' && id !== 'system' && id !== 'line'

function notice({ event }: Placed, { agent, kind, item }: Pick<NoticeRow, 'agent' | 'kind' | 'item'>): Write {
  const { key: conversation, at, by } = event
  const row: NoticeRow = { agent, channel: channelOf(conversation), conversation, kind, at, by, item }
  return { noun: 'notice', id: uuidv5(event.id, agent), row }
}
