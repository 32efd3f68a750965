// What the list says of the newest message, in the reader's language (LP-5, SH-31): the row holds a code and its values.
import { PICTURE } from '@madoguchi/contracts/row/body/sentText'
import type { Preview } from '@madoguchi/contracts/row/preview'
import type { BodyKind, By, Direction } from '@madoguchi/contracts/row/message'
import { firstLine } from '../text/firstLine.ts'
import { durationOf } from '../text/measure.ts'
import type { Say } from '../say.ts'

/** Kinds of what we send that are no body's kind. */
type SentKind = 'coupon' | 'imagemap' | 'template' | 'flex'

/** Every kind that has words of its own; another one is of a newer server and shows its name. */
export const PREVIEWED: Record<Exclude<BodyKind, 'deleted'> | SentKind, true> = {
  text: true,
  image: true,
  video: true,
  audio: true,
  file: true,
  location: true,
  sticker: true,
  unsupported: true,
  unsent: true,
  undisplayable: true,
  sent: true,
  coupon: true,
  imagemap: true,
  template: true,
  flex: true,
  follow: true,
  unfollow: true,
  join: true,
  leave: true,
  memberJoined: true,
  memberLeft: true,
  postback: true,
  videoPlayComplete: true,
  beacon: true,
  accountLink: true,
  membership: true,
  module: true,
  activated: true,
  deactivated: true,
  botSuspended: true,
  botResumed: true,
  delivery: true,
  event: true,
  note: true,
  assigned: true,
  status: true,
  reopened: true,
  replyWaived: true,
  escalated: true,
  returned: true,
  tagged: true,
  contactEdited: true,
}

export function previewText({ kind, text, n }: Preview, say: Say): string {
  const words = withPictures(plain(text ?? ''), say)
  const of = (key: string, values?: Record<string, unknown>) => say(`inbox.preview.${key}`, values)
  switch (kind) {
    case 'text':
    case 'sent':
      return words === '' ? of('empty') : words
    case 'file':
    case 'location':
    case 'note':
      return words === '' ? of(kind) : words
    case 'imagemap':
    case 'template':
    case 'flex':
    case 'coupon':
      return words === '' ? say(`messageSent.kind.${kind}`) : words
    case 'sticker':
    case 'unsupported':
    case 'event':
    case 'postback':
      return words === '' ? of(kind) : of(`${kind}Named`, { text: words })
    case 'image':
    case 'memberJoined':
    case 'memberLeft':
      return of(kind, { n: n ?? 1 })
    case 'video':
    case 'audio':
      return n === undefined ? of(kind) : of(`${kind}Long`, { length: durationOf(n) })
    case 'follow':
      return of(text === 'unblocked' ? 'followAgain' : 'follow')
    default:
      return Object.hasOwn(PREVIEWED, kind) ? of(kind) : of('eventNamed', { text: kind })
  }
}

/** Marks that turn the order of letters: a list beside other names is no place for `exe.jpg` to look like a picture. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g
const plain = (text: string): string => firstLine(text.replace(TURNS, ''))

/** What a line of text cannot show: a member's name, which a list does not know, and LINE's emoji. */
const withPictures = (words: string, say: Say): string =>
  words.includes(PICTURE)
    ? words
        .replaceAll(`@${PICTURE}`, () => `@${say('contact.member')}`)
        .replaceAll(PICTURE, () => say('messageSent.emoji'))
    : words

/** `name`: of the member of a group, as far as it is known. */
type Spoken = { by: By; direction: Direction; name?: string }
type Names = { me: string; agent(id: string): string }

/** Who spoke, where the preview does not say it already: we ourselves, or one of several in a group. */
export function speakerOf({ by, direction, name }: Spoken, names: Names, say: Say): string | null {
  if (direction === 'system') return null
  if (by.kind === 'agent') return by.id === names.me ? say('inbox.you') : names.agent(by.id)
  return (name !== undefined && plain(name)) || null
}
