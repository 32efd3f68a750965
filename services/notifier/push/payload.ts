// PURE: what a device is told. Encrypted for it alone (RFC 8291), and still it shows on locked screens: who wrote and what is said only to
// whoever chose so. The device puts it into words.
import type { Pushed } from '@madoguchi/contracts/notify/pushed'
import type { Due } from './due.ts'

/** A push service keeps it this long for a device that is off: what is older is found in the console. */
export const HELD_MS = 60 * 60_000
/** Of the words, UTF-16: with the rest far below the 4,096 bytes that every service takes. */
const WORDS_MAX = 160
const NAME_MAX = 60

type Known = Pick<
  Due,
  'id' | 'kind' | 'channel' | 'conversation' | 'item' | 'at' | 'n' | 'name' | 'preview' | 'previews'
>

export function payloadOf(due: Known, { channelName, language }: { channelName: string; language: string }): Pushed {
  const { id, kind, channel, conversation, item, at, n, name, preview, previews } = due
  const base: Pushed = {
    id,
    kind,
    channel,
    channelName: cut(channelName, NAME_MAX),
    conversation,
    item,
    at,
    n,
    language,
  }
  if (!previews) return base
  const said =
    preview === null ? null : { ...preview, ...(preview.text !== undefined && { text: cut(preview.text, WORDS_MAX) }) }
  return { ...base, ...(name !== null && { name: cut(name, NAME_MAX) }), ...(said !== null && { preview: said }) }
}

/** Never within a letter; half an emoji becomes the sign for what is not known. */
const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`
