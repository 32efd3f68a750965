// The row of what we say, without what becomes of it.
import { channelOf } from '@madoguchi/contracts/ids'
import type { MessageQueued } from '@madoguchi/contracts/event/message'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import type { Placed } from '../placed.ts'
import { previewOf } from './preview.ts'

export function saying({ event, place }: Placed, said: MessageQueued): Omit<MessageRow, 'delivery'> {
  const { messages, template, quotes } = said
  const body = {
    kind: 'sent' as const,
    messages,
    ...(template !== undefined && { template }),
    ...(quotes !== undefined && { quotes }),
  }
  return {
    channel: channelOf(event.key),
    conversation: event.key,
    direction: 'outbound',
    at: event.at,
    event: event.id,
    place,
    by: event.by === 'system' ? { kind: 'system' } : { kind: 'agent', id: event.by },
    body,
    preview: previewOf(body),
    countable: false,
    activity: false,
  }
}

/** Nothing was said with its id yet. */
export const mayBegin = (row: MessageRow | undefined): boolean => row === undefined || row.body.kind === 'undisplayable'
