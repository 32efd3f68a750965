// What search keeps: of a message the words by which it is found, of a person or group the name. Never the text as it was written:
// that is shown from the rows of the screen.
import type { SearchKind } from '@madoguchi/contracts/search/said'

/**
 * A message or note, by its row id. `sender`: the contact's id, an agent's id or 'system'; '' = unknown. `said`: the message itself has
 * come, not only an edit of it. `edited`: when its wording was made, ms. `gone`: for good, nothing brings words back. `heard`: events
 * that may stand on the log twice and must not count twice: edits of a note, retries of a send; the latest hundred.
 */
export type TextRow = {
  noun: 'message'
  conversation: string
  id: string
  at: number
  direction: 'inbound' | 'outbound' | 'note'
  sender: string
  kinds: SearchKind[]
  folded: string
  said: boolean
  gone: boolean
  edited: number | null
  heard: string[]
}

/** Of a conversation (its id) or a group's member (the member's). '' = it has none now. */
export type NameRow = { noun: 'name'; conversation: string; id: string; folded: string }

export type SearchRow = TextRow | NameRow

/** The row an event speaks of, and what is held of it. */
export type Subject = Pick<SearchRow, 'noun' | 'conversation' | 'id'>

export const gone = ({ conversation, id }: Pick<TextRow, 'conversation' | 'id'>): TextRow => ({
  noun: 'message',
  conversation,
  id,
  at: 0,
  direction: 'inbound',
  sender: '',
  kinds: [],
  folded: '',
  said: true,
  gone: true,
  edited: null,
  heard: [],
})

const HEARD_MAX = 100

/** null = it was heard before. */
export const hearing = (row: TextRow, event: string): string[] | null =>
  row.heard.includes(event) ? null : [...row.heard, event].slice(-HEARD_MAX)
