// The form's draft as kept in this browser: one entry per agent and conversation, read with distrust, since an older version of us or
// anybody at the machine may have written it.
import { MESSAGES_MAX } from '@madoguchi/contracts/line/size'
import { fieldsOf, isKind } from '../field/kinds.ts'
import { wholeForm } from '../form.ts'
import { isEmpty, type Slot } from '../slots.ts'

export type FormDraft = { slots: Slot[]; silent: boolean }

/** Nothing worth keeping is no draft. */
export const written = (draft: FormDraft): string | null =>
  draft.slots.every(isEmpty) ? null : JSON.stringify({ slots: draft.slots, silent: draft.silent })

export function readDraft(text: string | null, newKey: () => string): FormDraft | null {
  const { slots, silent } = parsed(text)
  if (!Array.isArray(slots)) return null
  const read = slots.slice(0, MESSAGES_MAX).flatMap((slot: unknown) => {
    const { kind, form } = Object(slot) as { kind?: unknown; form?: unknown }
    return isKind(kind) ? [{ key: newKey(), kind, form: wholeForm(fieldsOf(kind), form) }] : []
  })
  return read.every(isEmpty) ? null : { slots: read, silent: silent === true }
}

function parsed(text: string | null): { slots?: unknown; silent?: unknown } {
  if (text === null) return {}
  try {
    return Object(JSON.parse(text)) as { slots?: unknown; silent?: unknown }
  } catch {
    return {}
  }
}
