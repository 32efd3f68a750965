// What search keeps: of a message the words by which it is found, folded, and of a note the names of its files, which it needs again; of a
// person or group the names and tags. What is found is shown from the rows of the screen.
import type { SearchKind } from '@madoguchi/contracts/http/search'
import { fold } from '@madoguchi/contracts/search/fold'

/** A message of a customer. `said`: it has come itself, not only an edit of it. `edited`: when its wording was made, ms. */
export type Inbound = { direction: 'inbound'; said: boolean; edited: number | null }
/** One of ours. `ask`: the event that asked for it last; `stopped`: somebody asked to take it back. */
export type Outbound = { direction: 'outbound'; ask: string; state: OutboundState; stopped: boolean }
/** `author`: null = no agent of ours, so nobody rewords it. `files`: their names as they were written, which stay when it is reworded. */
export type Note = { direction: 'note'; author: string | null; files: string[] }

export type OutboundState = 'scheduled' | 'held' | 'missed' | 'queued' | 'sent' | 'failed' | 'unknown' | 'cancelled'

/** A message or note, by its row id. `gone`: for good, nothing brings words back. */
export type TextRow = {
  noun: 'message'
  conversation: string
  id: string
  at: number
  kinds: SearchKind[]
  folded: string
  gone: boolean
  as: Inbound | Outbound | Note
}

/**
 * Of a conversation. `line`: what LINE calls it, folded, '' = nothing. `own`: what we call the person, as it was written, and which record
 * said so last. `tags`: as they were written.
 */
export type NameRow = {
  noun: 'name'
  conversation: string
  id: string
  line: string
  own: { value: string; rev: number } | null
  tags: string[]
}

export type SearchRow = TextRow | NameRow

/** The row an event speaks of, before it is looked at. */
export type Subject = Pick<SearchRow, 'noun' | 'conversation' | 'id'>

export const gone = ({ conversation, id }: Pick<TextRow, 'conversation' | 'id'>): TextRow => ({
  noun: 'message',
  conversation,
  id,
  at: 0,
  kinds: [],
  folded: '',
  gone: true,
  as: { direction: 'inbound', said: true, edited: null },
})

/** All by which it is found, a line each: no piece reaches over the end of one. */
export const namesIn = ({ line, own, tags }: NameRow): string =>
  [line, ...[own?.value ?? '', ...tags].map(fold)].filter((one) => one !== '').join('\n')
