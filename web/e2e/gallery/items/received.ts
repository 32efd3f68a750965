// What customers send and what happens, by kind.
import type { BodyKind } from '@madoguchi/contracts/row/message'
import type { DeskKind } from '../../../src/composables/desk/kind.ts'
import { MINUTE, pill, row, START, stored, type Shown } from './row.ts'

const WALL = Array.from({ length: 30 }, (_, i) => `${i + 1} 行目：ご注文の品について`).join('\n')
const HOSTILE =
  '<img src=x onerror=alert(1)> javascript:alert(1) \u202Egpj.exe {{constructor.constructor("alert(1)")()}}'

export const RECEIVED: Record<Exclude<BodyKind, 'sent' | 'deleted' | 'note' | DeskKind>, () => Shown[]> = {
  text: () => [
    row({
      kind: 'text',
      text: 'こんにちは。\n昨日届いたソファの脚が一本足りません。\nhttps://example.com/orders/1234 の注文です。',
    }),
    row({
      kind: 'text',
      text: '@Mika (love) 見てください (smile)',
      emojis: [
        { index: 6, length: 6, productId: '5ac1bfd5040ab15980c9b435', emojiId: '011' },
        { index: 20, length: 7, productId: '5ac1bfd5040ab15980c9b435', emojiId: '012' },
      ],
      mentions: [{ index: 0, length: 5, type: 'user', isSelf: true }],
    }),
    row({ kind: 'text', text: '' }),
    row({ kind: 'text', text: WALL }),
    row({ kind: 'text', text: HOSTILE }),
    row({
      kind: 'text',
      text: '火曜日の午後でお願いします',
      editedAt: START + 200 * MINUTE,
      earlier: [{ text: '月曜日の午前でお願いします', at: START }],
    }),
    row({ kind: 'text', text: 'สวัสดีค่ะ สินค้ายังมีอยู่ไหมคะ' }),
    row({ kind: 'text', text: 'مرحبا، هل المتجر مفتوح غدًا؟' }),
    row({ kind: 'text', text: 'これです', quotedMessageId: '1' }),
    row({ kind: 'text', text: '前に聞きました', quotedMessageId: 'unknown' }),
    row({ kind: 'text', text: '遅れて届いた文' }, { late: true }),
  ],
  image: () => [
    row({ kind: 'image', media: stored('image/png', true) }, {}, 'shop:picture'),
    row({ kind: 'image' }),
    row({ kind: 'image', media: { state: 'lost', why: 'missing' } }),
    ...[2, 1, 4].map((setIndex) =>
      row(
        { kind: 'image', setId: 's1', setIndex, setTotal: 4, media: stored('image/png', true) },
        {},
        `shop:set${setIndex}`,
      ),
    ),
  ],
  video: () => [
    row({ kind: 'video', duration: 61_000, media: stored('video/webm', true, 3_400_000) }, {}, 'shop:film'),
    row({ kind: 'video', duration: 61_000 }),
    row({ kind: 'video', media: { state: 'lost', why: 'failed' } }),
  ],
  audio: () => [
    row({ kind: 'audio', duration: 4_000, media: stored('audio/wav') }, {}, 'shop:voice'),
    row({ kind: 'audio', duration: 4_000 }),
  ],
  file: () => [
    row(
      { kind: 'file', name: '見積書 2026年11月.pdf', size: 1_234_567, media: stored('application/pdf') },
      {},
      'shop:file',
    ),
    row({ kind: 'file', name: '../../evil\u202Egnp.html', size: 12, media: stored('text/html') }),
    row({ kind: 'file', name: 'きわめて長い名前の'.repeat(12) + '.xlsx', size: 5 }),
    row({ kind: 'file', name: 'huge.zip', size: 400_000_000, media: { state: 'lost', why: 'too_large' } }),
  ],
  location: () => [
    row({
      kind: 'location',
      title: '東京駅',
      address: '東京都千代田区丸の内1丁目',
      latitude: 35.681236,
      longitude: 139.767125,
    }),
    row({ kind: 'location', latitude: -33.8568, longitude: 151.2153 }),
  ],
  sticker: () => [
    row({
      kind: 'sticker',
      packageId: '11537',
      stickerId: '52002738',
      keywords: ['ありがとう', 'うれしい', '感謝', 'thanks'],
    }),
    row({ kind: 'sticker', packageId: '30563', stickerId: '651698630' }),
    row({ kind: 'sticker', packageId: '1', stickerId: '2', text: 'おつかれさま' }),
  ],
  unsupported: () => [row({ kind: 'unsupported', type: 'hologram' })],
  undisplayable: () => [row({ kind: 'undisplayable' })],
  unsent: () => [row({ kind: 'unsent' })],
  follow: () => [pill({ kind: 'follow', unblocked: false }), pill({ kind: 'follow', unblocked: true })],
  unfollow: () => [pill({ kind: 'unfollow' })],
  join: () => [pill({ kind: 'join' })],
  leave: () => [pill({ kind: 'leave' })],
  memberJoined: () => [
    pill({ kind: 'memberJoined', userIds: ['U2', 'U3'], count: 2 }),
    pill({ kind: 'memberJoined', userIds: ['U2', 'U3', 'U4', 'U5', 'U6'], count: 7 }),
  ],
  memberLeft: () => [pill({ kind: 'memberLeft', userIds: [], count: 1 })],
  postback: () => [
    pill({ kind: 'postback', data: 'colour=white' }),
    pill({ kind: 'postback', data: 'visit', params: { datetime: '2026-12-01T14:30' } }),
    pill({ kind: 'postback', data: 'menu', params: { newRichMenuAliasId: 'summer', status: 'SUCCESS' } }),
  ],
  videoPlayComplete: () => [pill({ kind: 'videoPlayComplete', trackingId: 'film-7' })],
  beacon: () => [
    pill({ kind: 'beacon', type: 'enter', hwid: 'd41d8cd98f', dm: '0a0b' }),
    pill({ kind: 'beacon', type: 'banner', hwid: 'd41d8cd98f' }),
    ...Array.from({ length: 3 }, () => pill({ kind: 'beacon', type: 'stay', hwid: 'd41d8cd98f' })),
  ],
  accountLink: () => [pill({ kind: 'accountLink', result: 'ok' }), pill({ kind: 'accountLink', result: 'failed' })],
  membership: () => ['joined', 'renewed', 'left'].map((type) => pill({ kind: 'membership', type, membershipId: 3 })),
  module: () => [pill({ kind: 'module', type: 'attached' }), pill({ kind: 'module', type: 'detached' })],
  activated: () => [pill({ kind: 'activated', expireAt: START + 600 * MINUTE })],
  deactivated: () => [pill({ kind: 'deactivated' })],
  botSuspended: () => [pill({ kind: 'botSuspended' })],
  botResumed: () => [pill({ kind: 'botResumed' })],
  delivery: () => [pill({ kind: 'delivery' })],
  event: () => [pill({ kind: 'event', type: 'teleport' })],
}
