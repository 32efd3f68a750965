// What an agent decides about a send that did not simply go: an unknown one arrived or is left, one that did not go is deleted for all.
// Both name the asking they speak of: what has been asked again meanwhile is not touched.
import type { MessageSettled } from '@madoguchi/contracts/event/message'
import type { Delivery, MessageRow } from '@madoguchi/contracts/row/message'
import type { Placed } from '../../placed.ts'
import { previewOf } from '../preview.ts'
import type { Change } from './scheduled.ts'

/** "Left" stays unknown; the column that counts troubled ones passes it over. */
export const settled: Change = (delivery, { event }) => {
  if (delivery.state !== 'unknown' || event.cause !== delivery.ask) return undefined
  const { as } = event.data as MessageSettled
  const state = as === 'arrived' ? 'sent' : 'unknown'
  return { ...delivery, state, stateAt: event.at, settled: { as, by: event.by, at: event.at } }
}

const DELETABLE: readonly string[] = ['failed', 'cancelled', 'missed', 'held'] satisfies Delivery['state'][]

/** Its due time is kept: by it the list of scheduled ones hears that it is gone. */
export function deleted(held: MessageRow | undefined, { event }: Placed): MessageRow | undefined {
  if (held?.delivery === undefined) return undefined
  const { delivery, ...row } = held
  if (event.cause !== delivery.ask || !DELETABLE.includes(delivery.state)) return undefined
  const body = { kind: 'deleted' as const, ...(delivery.due !== undefined && { due: delivery.due }) }
  return { ...row, body, preview: previewOf(body), activity: false }
}
