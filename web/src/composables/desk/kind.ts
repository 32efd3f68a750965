// PURE: which bodies tell what agents or rules did with a conversation (TL-52).
import type { Body, BodyKind } from '@madoguchi/contracts/row/message'

const KINDS = [
  'assigned',
  'status',
  'reopened',
  'replyWaived',
  'escalated',
  'returned',
  'tagged',
  'contactEdited',
] as const
export type DeskKind = (typeof KINDS)[number]
export type DeskBody = Extract<Body, { kind: DeskKind }>

export const isDesk = (kind: BodyKind): kind is DeskKind => (KINDS as readonly string[]).includes(kind)
