// Search over names and message text (LP-13), its own capacity, newest first.
// GET /api/search?q=&channel=&conversation=&from=&to=&sender=&kind=&after= → SearchPage · 422 with `limit` when the words are too
// short, 503 `busy` when it takes too long: nothing else is slower for it. Each filter but `q` may be left out; `from` and `to` are ms,
// the latter not included.
import { Type, type Static } from 'typebox'

/** Of what is looked for, in characters as people count them: one is enough for names, two for text. */
export const SEARCH_MIN = { names: 1, text: 2 } as const
export const SEARCH_MAX = 200
export const SEARCH_PAGE = 50

/** Who said it: `contact` = anybody on LINE's side, `us` = what we send, `note` = agents among themselves. */
export const SEARCH_SENDERS = ['contact', 'us', 'note'] as const
export type SearchSender = (typeof SEARCH_SENDERS)[number]

/** What carries words: a text, the alternative text or the texts of a card, a file's name, a place's title and address, a note. One with files is both. */
export const SEARCH_KINDS = ['text', 'card', 'file', 'location', 'note'] as const
export type SearchKind = (typeof SEARCH_KINDS)[number]

/** Text in pieces, those that were looked for marked. */
export const Snippet = Type.Array(Type.Object({ text: Type.String(), hit: Type.Optional(Type.Literal(true)) }))
export type Snippet = Static<typeof Snippet>

/**
 * `name`: as it is shown, ours before LINE's. `field`: where it was found: there, in LINE's own where ours is shown, in a tag (or in several
 * of these at once), in the LINE id.
 */
export const NameHit = Type.Object({
  conversation: Type.String(),
  channel: Type.String(),
  kind: Type.String(),
  name: Type.Union([Type.String(), Type.Null()]),
  pictureUrl: Type.Union([Type.String(), Type.Null()]),
  field: Type.Union([Type.Literal('name'), Type.Literal('lineName'), Type.Literal('tag'), Type.Literal('lineId')]),
  snippet: Snippet,
})
export type NameHit = Static<typeof NameHit>

export const TextHit = Type.Object({
  /** Row id of the message or note: `?m=` leads there. */
  message: Type.String(),
  conversation: Type.String(),
  channel: Type.String(),
  conversationName: Type.Union([Type.String(), Type.Null()]),
  pictureUrl: Type.Union([Type.String(), Type.Null()]),
  direction: Type.Union([Type.Literal('inbound'), Type.Literal('outbound'), Type.Literal('note')]),
  /** Agent's id of ours, member's name in a group; null = the contact. */
  by: Type.Union([Type.String(), Type.Null()]),
  at: Type.Number(),
  snippet: Snippet,
})
export type TextHit = Static<typeof TextHit>

/** Names come with the first page only. `after`: opaque; null = nothing is left. `behind`: events the index has still to read. */
export const SearchPage = Type.Object({
  names: Type.Array(NameHit),
  texts: Type.Array(TextHit),
  after: Type.Union([Type.String(), Type.Null()]),
  behind: Type.Integer(),
})
export type SearchPage = Static<typeof SearchPage>
