// The slots of the form as a list: at least one, at most LINE's five; each a kind and what was typed.
import { MESSAGES_MAX } from '@madoguchi/contracts/line/size'
import { fieldsOf, type Kind } from './field/kinds.ts'
import { isBlank, wholeForm, wordsAt, type Form } from './form.ts'

export type Slot = { key: string; kind: Kind; form: Form }

export const newSlot = (key: string, kind: Kind = 'text', form: Form = {}): Slot => ({
  key,
  kind,
  form: wholeForm(fieldsOf(kind), form),
})

export const textSlot = (key: string, text: string): Slot => newSlot(key, 'text', { text })

export const isEmpty = ({ kind, form }: Slot): boolean =>
  fieldsOf(kind).every(({ name, part }) => isBlank(part, form[name]))

/** The words, if the form holds nothing that a plain text field could not hold as well; null otherwise. */
export function plainText(slots: readonly Slot[]): string | null {
  const filled = slots.filter((slot) => !isEmpty(slot))
  const [one] = filled
  if (one === undefined) return ''
  const rest = { ...one, form: { ...one.form, text: '' } }
  return filled.length === 1 && one.kind === 'text' && isEmpty(rest) ? wordsAt(one.form, 'text') : null
}

export const hasRoom = (slots: readonly Slot[]): boolean => slots.length < MESSAGES_MAX

export const added = (slots: readonly Slot[], slot: Slot): Slot[] => (hasRoom(slots) ? [...slots, slot] : [...slots])

export const changed = (slots: readonly Slot[], key: string, to: (slot: Slot) => Slot): Slot[] =>
  slots.map((slot) => (slot.key === key ? to(slot) : slot))

/** What both kinds have stays; what only the old one has waits for its return. */
export const ofKind = ({ key, form }: Slot, kind: Kind): Slot => newSlot(key, kind, form)

export function copied(slots: readonly Slot[], key: string, copy: string): Slot[] {
  if (!hasRoom(slots)) return [...slots]
  return slots.flatMap((slot) => (slot.key === key ? [slot, { ...slot, key: copy }] : [slot]))
}

export function moved<T>(list: readonly T[], from: number, by: 1 | -1): T[] {
  const to = from + by
  if (from < 0 || to < 0 || to >= list.length) return [...list]
  const next = [...list]
  ;[next[from], next[to]] = [next[to]!, next[from]!]
  return next
}

/** The last one is emptied, not removed: `fresh` takes its place. */
export function removed(slots: readonly Slot[], key: string, fresh: Slot): Slot[] {
  const rest = slots.filter((slot) => slot.key !== key)
  return rest.length === 0 ? [fresh] : rest
}
