// What a decision about a command is: facts for the log, nothing to do any more (it is done already), or a refusal.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { Clash } from '@madoguchi/contracts/merge'
import type { Place } from '../../../log/log.ts'
import type { Refusal } from '@madoguchi/contracts/socket/ack'

/** `overrode`: another agent has the conversation, and it is done all the same: to be noted. */
export type Decision = { append: Envelope; overrode?: string } | { done: Place | null } | Refusal

export const refuse = (code: Refusal['code'], more: Omit<Refusal, 'ok' | 'code'> = {}): Refusal => ({
  ok: false,
  code,
  ...more,
})

/** Fields that were changed meanwhile, each with theirs; null = none. */
export const refusedClash = (clashes: Clash[]): Refusal | null =>
  clashes.length === 0 ? null : refuse('changed', { field: clashes[0]!.field, clashes })
