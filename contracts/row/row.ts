// A row on its way to screens: what one record of a read model looks like now. `row: null` = it is gone (still with a newer rev).
import { Type, type Static, type TSchema } from 'typebox'
import { AgentRow } from './agent.ts'
import { ChannelRow } from './channel.ts'
import { ContactRow } from './contact.ts'
import { ConversationRow } from './conversation.ts'
import { MemberRow } from './member.ts'
import { MessageRow } from './message.ts'
import { NoticeRow } from './notice.ts'
import { TeamRow } from './team.ts'
import { TemplateRow } from './template.ts'

const of = <Noun extends string, R extends TSchema>(noun: Noun, row: R) =>
  Type.Object({
    noun: Type.Literal(noun),
    id: Type.String(),
    /** Partition of the log; −1 for the directory. */
    part: Type.Integer(),
    /** Offset of the last event that touched it. */
    rev: Type.Integer(),
    row: Type.Union([row, Type.Null()]),
  })

export const Row = Type.Union([
  of('conversation', ConversationRow),
  of('message', MessageRow),
  of('contact', ContactRow),
  of('member', MemberRow),
  of('template', TemplateRow),
  of('notice', NoticeRow),
  of('channel', ChannelRow),
  of('agent', AgentRow),
  of('team', TeamRow),
])
export type Row = Static<typeof Row>
export type Noun = Row['noun']
export type RowOf<N extends Noun> = Extract<Row, { noun: N }>

/** Nouns of the projector's tables; the others belong to the directory. */
export const PROJECTED = [
  'conversation',
  'message',
  'contact',
  'member',
  'template',
  'notice',
] as const satisfies Noun[]

/** A change: rows of one partition as they are now, and how far the partition is read. On the bus `rows: null` = too big, treat as a gap. */
export type Change = { v: number; part: number; from: number; next: number; rows: Row[] | null }

/** A place in what is known: next offset by partition. A conversation has one entry, an inbox twelve, a workspace view −1 too. */
export const Cursor = Type.Record(Type.String(), Type.Integer())
export type Cursor = Static<typeof Cursor>
