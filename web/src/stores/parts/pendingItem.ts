// A message that only this browser knows, in the shape of a row. It never moves: the server's row takes its id and place.
import type { MessageRow } from '@madoguchi/contracts/row/message'
import { sentPreview } from '@madoguchi/contracts/row/preview'
import type { OutboxItem } from '../../sync/outbox.ts'
import type { MessageItem } from './threadRows.ts'

/** A row of the timeline; `outbox` = not confirmed by the server yet (rev −1). */
export type ThreadItem = MessageItem & { outbox?: OutboxItem }

export function pendingItem(item: OutboxItem, agent: string): ThreadItem {
  const row: MessageRow = {
    channel: item.conversation.slice(0, item.conversation.indexOf(':')),
    conversation: item.conversation,
    direction: 'outbound',
    at: item.at,
    event: item.id,
    place: Number.MAX_SAFE_INTEGER,
    by: { kind: 'agent', id: agent },
    body: { kind: 'sent', messages: item.messages },
    preview: sentPreview(item.messages),
    countable: false,
    activity: false,
  }
  return { ...row, id: item.id, rev: -1, outbox: item }
}
