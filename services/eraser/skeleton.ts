// What is left of a message, as the event that says so (pure). A first skeleton makes the row for good; later ones tell the events that
// came after it, so that no record is ever erased that no skeleton tells of.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { MessageRedacted } from '@madoguchi/contracts/event/redacted'
import { uuidv5 } from '@madoguchi/contracts/ids'
import type { MessageRow } from '@madoguchi/contracts/row/message'

type Listed = MessageRedacted['events'][number]

/** A message as its row is, with the redacted events that no skeleton tells of yet. `unsentAt`: ms, null = its unsend is not known. */
export type Untold = { message: string; row: MessageRow; unsentAt: number | null; events: Listed[] }

export function skeletonOf({ message, row, unsentAt, events }: Untold, now: number): Envelope<MessageRedacted> {
  const { conversation, at, event, place, direction, by } = row
  const told = events.map(({ id }) => id).toSorted()
  return {
    id: row.skeleton === true ? uuidv5([message, ...told].join('\n'), 'redacted') : uuidv5(message, 'redacted'),
    type: 'message.redacted',
    v: 1,
    key: conversation,
    at: now,
    by: 'system',
    data: {
      message,
      at,
      event,
      place,
      direction,
      userId: by.kind === 'contact' ? by.userId : null,
      unsentAt: unsentAt ?? at,
      events,
    },
  }
}
