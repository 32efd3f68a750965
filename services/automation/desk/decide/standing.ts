// What the rules see of a conversation.
import type { Desk } from '@madoguchi/contracts/row/desk'

export type Standing = {
  id: string
  channel: string
  desk: Desk
  lastAt: number | null
}
/** The customer's word that opened it after "resolved": the id of its event and its time. */
export type Opener = { event: string; at: number }
/** What an agent said last; `at`: ms. */
export type Reply = { message: string; agent: string; at: number }
