// What a projection gets and gives: one event at its place on the log and the rows as they are → the rows it changes.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { LineEvent } from '@madoguchi/contracts/event/line'
import type { ContactRow } from '@madoguchi/contracts/row/contact'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { MemberRow } from '@madoguchi/contracts/row/member'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import type { NoticeRow } from '@madoguchi/contracts/row/notice'
import type { TemplateRow } from '@madoguchi/contracts/row/template'

export type RowsByNoun = {
  conversation: ConversationRow
  message: MessageRow
  contact: ContactRow
  member: MemberRow
  template: TemplateRow
  notice: NoticeRow
}
export type Noun = keyof RowsByNoun

/** `off`: the offset that stamps revs; `place`: where the event first stood (another only for a redriven one). */
export type Placed = { event: Envelope; off: number; place: number; loggedAt: number }

export type Held = { get<N extends Noun>(noun: N, id: string): RowsByNoun[N] | undefined }
export type Write = { [N in Noun]: { noun: N; id: string; row: RowsByNoun[N] } }[Noun]

/** LINE's event as an open record; our own facts have other shapes. */
export const lineEventOf = (event: Envelope): LineEvent =>
  typeof event.data === 'object' && event.data !== null && !Array.isArray(event.data) ? (event.data as LineEvent) : {}
