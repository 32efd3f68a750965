// "Edit as new" of what the composer cannot hold: its objects into the message input form's draft, each as its kind or as JSON. Loaded when
// it is first asked for.
import { v7 as uuidv7 } from 'uuid'
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'
import { besideOf } from '../../stores/parts/beside.ts'
import { usePersonal } from '../../stores/personal.ts'
import { written } from '../slot/draft/draft.ts'
import { slotOf } from '../slot/slotOf.ts'
import { literally } from '../template/literally.ts'

type Send = { conversation: string; messages: readonly SendableMessage[]; silent: boolean }

/** False = something stands in the form already, which is not overwritten. */
export function putIntoForm({ conversation, messages, silent }: Send): boolean {
  const personal = usePersonal()
  if (besideOf(personal.draft(conversation)?.form).form !== undefined) return false
  const slots = messages.map((message) => slotOf(literally(message), uuidv7()))
  personal.changeDraft(conversation, { beside: { form: written({ slots, silent }) } })
  return true
}
