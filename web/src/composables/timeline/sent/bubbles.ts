// An item's bubbles, in order: a message of the customer's is one, each object of a send is one (TL-2). What the customer sees alike is
// drawn alike: a place, a sticker and a text of ours are bodies as those of theirs.
import { sentText } from '@madoguchi/contracts/row/body/sentText'
import type { Body } from '@madoguchi/contracts/row/message'
import { openOf, sizeOf, wordsOf, type Open } from './open.ts'

export type Media = {
  kind: 'image' | 'video' | 'audio'
  address: string | null
  preview: string | null
  duration: number | null
}
export type Drawn =
  | { is: 'body'; body: Exclude<Body, { kind: 'sent' }> }
  | { is: 'media'; media: Media; tracking: string | null }
  | { is: 'card'; kind: 'template' | 'imagemap' | 'flex'; object: Open; altText: string }
  /** `key` under `messageSent.kind`; `text`: its alternative text, id or type name. */
  | { is: 'placeholder'; key: 'coupon' | 'other'; text: string | null }
/** `sender`: the name the customer sees instead of the account's own. `quote`: what it answers. */
export type Bubble = { drawn: Drawn; sender: string | null; quote: Quote | null }
/** Theirs names a message of LINE's; ours the token of one, which an edit renews, and the row where it is known. */
export type Quote = { id: string } | { token: string; row?: string }

/** `nameOf`: a member's name by LINE user id. */
export function bubblesOf(body: Body, nameOf: (userId: string) => string): Bubble[] {
  if (body.kind !== 'sent') {
    const id = 'quotedMessageId' in body ? body.quotedMessageId : undefined
    return [{ drawn: { is: 'body', body }, sender: null, quote: id === undefined ? null : { id } }]
  }
  return (body.messages as unknown[]).map((one) => {
    const object = openOf(one)
    const token = wordsOf(object.quoteToken)
    return {
      drawn: drawn(object, nameOf),
      sender: wordsOf(openOf(object.sender).name),
      quote: token === null ? null : { token, ...(body.quotes === undefined ? {} : { row: body.quotes }) },
    }
  })
}

function drawn(object: Open, nameOf: (userId: string) => string): Drawn {
  const { type } = object
  switch (type) {
    case 'text':
    case 'textV2':
      return { is: 'body', body: { kind: 'text', ...sentText(object, nameOf) } }
    case 'location':
    case 'sticker':
      return { is: 'body', body: type === 'location' ? place(object) : sticker(object) }
    case 'image':
    case 'video':
    case 'audio':
      return { is: 'media', media: media(type, object), tracking: wordsOf(object.trackingId) }
    case 'template':
    case 'imagemap':
    case 'flex':
      return { is: 'card', kind: type, object, altText: wordsOf(object.altText) ?? '' }
    case 'coupon':
      return { is: 'placeholder', key: 'coupon', text: wordsOf(object.couponId) }
    default:
      return { is: 'placeholder', key: 'other', text: wordsOf(type) ?? wordsOf(object.altText) }
  }
}

const media = (kind: Media['kind'], { originalContentUrl, previewImageUrl, duration }: Open): Media => ({
  kind,
  address: wordsOf(originalContentUrl),
  preview: wordsOf(previewImageUrl),
  duration: sizeOf(duration),
})

function place({ title, address, latitude, longitude }: Open): Extract<Body, { kind: 'location' }> {
  const at = typeof latitude === 'number' && typeof longitude === 'number' ? { latitude, longitude } : {}
  return { kind: 'location', title: wordsOf(title) ?? '', address: wordsOf(address) ?? '', ...at }
}

const sticker = ({ packageId, stickerId }: Open): Extract<Body, { kind: 'sticker' }> => ({
  kind: 'sticker',
  packageId: wordsOf(packageId) ?? '–',
  stickerId: wordsOf(stickerId) ?? '–',
})
