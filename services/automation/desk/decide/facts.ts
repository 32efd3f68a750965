// A rule's fact (pure). Its id follows from what it goes by, so that two processes, or one that died, say it once; and it names what it
// goes by, so that a person who said something meanwhile has the last word (contracts/event/conversation).
import type {
  ConversationAssigned,
  ConversationReopened,
  ConversationStatusChanged,
} from '@madoguchi/contracts/event/conversation'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { uuidv5 } from '@madoguchi/contracts/ids'
import type { ConversationStatus } from '@madoguchi/contracts/row/desk'

type Of = { id: string; now: number }

function fact(type: string, { id, now }: Of, basis: string, data: unknown, cause?: string): Envelope {
  const made = uuidv5(`${id} ${basis}`, type)
  return { id: made, type, v: 1, key: id, at: now, by: 'system', ...(cause !== undefined && { cause }), data }
}

/** `place`: of what was said last by a person or a rule. */
export function statusFact(
  of: Of & { place: number; cause?: string },
  data: { status: ConversationStatus; rule: NonNullable<ConversationStatusChanged['rule']>; reopenUntil?: number },
): Envelope {
  const said: ConversationStatusChanged = { ...data, based: of.place }
  return fact('conversation.statusChanged', of, `${data.rule} ${of.place}`, said, of.cause)
}

export function reopenedFact(of: Of & { cause: string }, data: ConversationReopened): Envelope {
  return fact('conversation.reopened', of, String(data.based), data, of.cause)
}

/** `assignedAt`: when it was assigned or given up last, ms. */
export function assignedFact(
  of: Of & { assignedAt: number | null },
  data: Omit<ConversationAssigned, 'based'>,
): Envelope {
  return fact('conversation.assigned', of, String(of.assignedAt), { ...data, based: of.assignedAt })
}
