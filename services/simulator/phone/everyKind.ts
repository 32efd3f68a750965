import { demoPeople } from '../world/demo.ts'
import { hostileTexts } from './hostile.ts'

// One of everything that can reach a channel, as plain data: every kind of message, all twenty types of event, and what no
// description knows. For galleries, scenes and the phone's own button.
export type Step = {
  name: string
  /** in the group instead of 1:1 */
  group?: true
  /** acts on the message of this earlier step */
  of?: string
  /** `do` and its values, as for `POST /_sim/act` */
  act: { do: string; [more: string]: unknown }
}

const RESOURCES = [
  'STATIC',
  'ANIMATION',
  'SOUND',
  'ANIMATION_SOUND',
  'POPUP',
  'POPUP_SOUND',
  'CUSTOM',
  'MESSAGE',
  'NAME_TEXT',
  'PER_STICKER_TEXT',
  'HOLOGRAPHIC',
]
const stickers: Step[] = RESOURCES.map((stickerResourceType, i) => ({
  name: `sticker ${stickerResourceType}`,
  act: {
    do: 'sticker',
    packageId: '446',
    stickerId: String(1988 + i),
    stickerResourceType,
    keywords: i === 0 ? [] : ['hello', 'wave'],
    ...(stickerResourceType === 'MESSAGE' ? { text: 'いつもありがとう' } : {}),
  },
}))

const other = demoPeople[1]!.id
const emoji = (index: number, length: number) => ({
  index,
  length,
  productId: '5ac1bfd5040ab15980c9b435',
  emojiId: '002',
})
const external = {
  type: 'external',
  originalContentUrl: 'https://pictures.example.invalid/a.png',
  previewImageUrl: 'https://pictures.example.invalid/a-small.png',
}

const messages: Step[] = [
  {
    name: 'text',
    act: { do: 'say', text: 'One of everything\nwith a second line and https://example.com/tables?oak=1' },
  },
  { name: 'text with emoji', act: { do: 'say', text: 'So nice (love) really', emojis: [emoji(8, 6)] } },
  { name: 'quote', of: 'text', act: { do: 'quote', text: 'About this one' } },
  { name: 'image', act: { do: 'images', count: 1, of: 'sofa' } },
  { name: 'image set', act: { do: 'images', count: 4 } },
  { name: 'image set of an old phone', act: { do: 'images', count: 2, bare: true } },
  { name: 'image from elsewhere', act: { do: 'utter', message: { type: 'image', contentProvider: external } } },
  { name: 'video', act: { do: 'video' } },
  { name: 'voice', act: { do: 'voice' } },
  { name: 'file', act: { do: 'file', name: '見積書 2026.txt', text: 'Oak table, 150 cm\n' } },
  {
    name: 'place',
    act: { do: 'place', title: 'みなと家具', address: '横浜市中区海岸通 1-1', latitude: 35.4498, longitude: 139.6425 },
  },
  { name: 'place without words', act: { do: 'place', latitude: -33.8568, longitude: 151.2153 } },
  ...stickers,
  { name: 'arranged sticker', act: { do: 'sticker', packageId: '30563', stickerId: '651698630' } },
]

const oddities: Step[] = [
  { name: 'message of a kind unknown', act: { do: 'utter', message: { type: 'scent', notes: ['yuzu', 'cedar'] } } },
  { name: 'empty text', act: { do: 'utter', message: { type: 'text', text: '' } } },
  {
    name: 'wrong offsets',
    act: { do: 'say', text: 'Short (love)', emojis: [emoji(90, 6), emoji(-1, 2), emoji(6, 6), emoji(7, 3)] },
  },
  { name: 'event of a kind unknown', act: { do: 'event', type: 'hologram', own: { hologram: { depth: 3 } } } },
  ...hostileTexts.map(([name, text]): Step => ({ name, act: { do: 'say', text } })),
  { name: 'file with a hostile name', act: { do: 'file', name: '../../etc/passwd\u202Egpj.exe', text: 'x' } },
  { name: 'file with a long name', act: { do: 'file', name: `${'とても長い名前'.repeat(30)}.txt`, text: 'x' } },
]

const inGroup: Step[] = [
  { name: 'text in the group', group: true, act: { do: 'say', text: 'Hello all of you' } },
  { name: 'mention', group: true, act: { do: 'mention', users: ['all', other], text: 'have you seen this?' } },
  { name: 'edited', group: true, of: 'text in the group', act: { do: 'edit', text: 'Hello everybody' } },
  { name: 'to be unsent', group: true, act: { do: 'say', text: 'Never mind' } },
  { name: 'unsent in the group', group: true, of: 'to be unsent', act: { do: 'unsend' } },
  { name: 'member left', group: true, act: { do: 'exit', users: [other] } },
  { name: 'member joined', group: true, act: { do: 'enter', users: [other] } },
  { name: 'channel left', group: true, act: { do: 'remove' } },
  { name: 'channel joined', group: true, act: { do: 'invite' } },
]

const events: Step[] = [
  { name: 'unfollow', act: { do: 'block' } },
  { name: 'follow', act: { do: 'unblock' } },
  { name: 'text to be unsent', act: { do: 'say', text: 'Sent by mistake' } },
  { name: 'unsent', of: 'text to be unsent', act: { do: 'unsend' } },
  { name: 'postback', act: { do: 'menu', data: 'open=catalogue' } },
  { name: 'rich menu changed', act: { do: 'menu', data: 'tab=2', alias: 'tab-2', status: 'SUCCESS' } },
  { name: 'rich menu not found', act: { do: 'menu', data: 'tab=9', status: 'RICHMENU_NOTFOUND' } },
  { name: 'video watched', act: { do: 'watch', trackingId: 'film-1' } },
  ...['enter', 'banner', 'stay'].map((type): Step => ({ name: `beacon ${type}`, act: { do: 'beacon', type } })),
  { name: 'account linked', act: { do: 'link', nonce: 'n-1', result: 'ok' } },
  { name: 'account not linked', act: { do: 'link', nonce: 'n-2', result: 'failed' } },
  ...['joined', 'renewed', 'left'].map((type): Step => ({ name: `membership ${type}`, act: { do: 'member', type } })),
  { name: 'module attached', act: { do: 'module', type: 'attached' } },
  { name: 'module detached', act: { do: 'module', type: 'detached' } },
  { name: 'deactivated', act: { do: 'deactivated' } },
  { name: 'activated', act: { do: 'activated' } },
  { name: 'suspended', act: { do: 'suspended' } },
  { name: 'resumed', act: { do: 'resumed' } },
  { name: 'delivery', act: { do: 'delivery' } },
]

export const everyKind: readonly Step[] = [...messages, ...oddities, ...inGroup, ...events]
