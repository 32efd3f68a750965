// What is said of a send that waits or did not go as its last edit wanted (pure): a key under `schedule` with its values, and what can
// be done. `due` and `at` are moments, `by` is an agent's id; they are put into words where they are shown.
import type { MessageRow } from '@madoguchi/contracts/row/message'

export type Act = 'edit' | 'release' | 'cancel' | 'delete'
export type Said = { key: string; due?: number; by?: string; variable?: string; acts: Act[] }

const HELD: readonly string[] = ['wrote', 'variable']

/** null = nothing needs saying. */
export function saidOf({ delivery, by }: Pick<MessageRow, 'delivery' | 'by'>): Said | null {
  if (delivery === undefined) return null
  const { state, due = 0, held, cancelAsked, holdIfWrites, lateEdit, settled } = delivery
  const author = by.kind === 'agent' ? by.id : ''
  if (state === 'scheduled' && cancelAsked === true) return { key: 'cancelling', acts: [] }
  if (state === 'scheduled')
    return { key: holdIfWrites === true ? 'dueHold' : 'due', due, by: author, acts: ['edit', 'release', 'cancel'] }
  if (state === 'held') {
    const why = held !== undefined && HELD.includes(held.why) ? held.why : 'other'
    return { key: `held.${why}`, due, variable: held?.name ?? '', acts: ['release', 'edit', 'cancel'] }
  }
  if (state === 'missed') return { key: 'missed', due, acts: ['release', 'edit', 'delete'] }
  if (state === 'sent' && settled?.as === 'arrived') return { key: 'arrived', by: settled.by, acts: [] }
  return lateEdit === undefined ? null : { key: 'lateEdit', by: lateEdit.by, acts: [] }
}
