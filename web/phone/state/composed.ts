// LINE emoji by words of our own: no artwork. The text holds the alternative words, the ids go beside it.
const PRODUCT = '5ac1bfd5040ab15980c9b435'
export const EMOJI: readonly { text: string; emojiId: string }[] = [
  { text: '(love)', emojiId: '002' },
  { text: '(smile)', emojiId: '001' },
  { text: '(star)', emojiId: '005' },
  { text: '(thanks)', emojiId: '018' },
  { text: '(please)', emojiId: '024' },
]

export type Member = { id: string; name: string }
type Emoji = { index: number; length: number; productId: string; emojiId: string }
type Mention = { index: number; length: number; userId?: string; all?: true }
export type Composed = { text: string; emojis?: Emoji[]; mentions?: Mention[] }

function placesOf(text: string, wanted: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) places.push(at)
  return places
}

/** PURE. What is written becomes what a phone sends: emoji and names with their offsets in UTF-16 code units. */
export function composed(text: string, members: readonly Member[] = []): Composed {
  const emojis = EMOJI.flatMap((one) =>
    placesOf(text, one.text).map((index) => ({
      index,
      length: one.text.length,
      productId: PRODUCT,
      emojiId: one.emojiId,
    })),
  ).toSorted((a, b) => a.index - b.index)
  const taken: Mention[] = []
  const free = (index: number, length: number) =>
    taken.every((one) => index + length <= one.index || index >= one.index + one.length)
  // The longer name first: "@Ann Lee" is not "@Ann".
  const names = [{ id: '', name: 'All' }, ...members].toSorted((a, b) => b.name.length - a.name.length)
  for (const { id, name } of members.length > 0 ? names : [])
    for (const index of placesOf(text, `@${name}`))
      if (free(index, name.length + 1))
        taken.push({ index, length: name.length + 1, ...(id === '' ? { all: true as const } : { userId: id }) })
  const mentions = taken.toSorted((a, b) => a.index - b.index)
  return { text, ...(emojis.length > 0 ? { emojis } : {}), ...(mentions.length > 0 ? { mentions } : {}) }
}
