// The form's part of a draft: read with distrust, since an older version of us or anybody at the machine may have written it.
import { MESSAGES_MAX } from '@madoguchi/contracts/line/size'
import { fieldsOf, isKind } from '../field/kinds.ts'
import { wholeForm } from '../form.ts'
import { isEmpty, type Slot } from '../slots.ts'

export type FormDraft = { slots: Slot[]; silent: boolean }
type Written = { slots: Omit<Slot, 'key'>[]; silent: boolean }

/** Nothing worth keeping is no draft. */
export const written = ({ slots, silent }: FormDraft): Written | null =>
  slots.every(isEmpty) ? null : { slots: slots.map(({ kind, form }) => ({ kind, form })), silent }

export function readDraft(kept: unknown, newKey: () => string): FormDraft | null {
  const { slots, silent } = Object(kept) as { slots?: unknown; silent?: unknown }
  if (!Array.isArray(slots)) return null
  const read = slots.slice(0, MESSAGES_MAX).flatMap((slot: unknown) => {
    const { kind, form } = Object(slot) as { kind?: unknown; form?: unknown }
    return isKind(kind) ? [{ key: newKey(), kind, form: wholeForm(fieldsOf(kind), form) }] : []
  })
  return read.every(isEmpty) ? null : { slots: read, silent: silent === true }
}
