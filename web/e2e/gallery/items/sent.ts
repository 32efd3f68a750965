// What we send, by LINE's type.
import type { SendableType } from '@madoguchi/contracts/line/sendable'
import { sent, type Shown } from './row.ts'

const THANKS = 'お世話になっております。\n確認いたします $'
const HTTPS = 'https://pictures.example/a.jpg'
const say = (label: string) => ({ type: 'message' as const, label, text: label })
export const SENT: Record<SendableType, () => Shown[]> = {
  text: () => [
    sent({
      type: 'text',
      text: THANKS,
      emojis: [{ index: THANKS.indexOf('$'), productId: '5ac1bfd5040ab15980c9b435', emojiId: '011' }],
    }),
    sent({
      type: 'text',
      text: 'どちらがよいですか',
      sender: { name: '高橋' },
      quickReply: { items: ['はい', 'いいえ', 'あとで'].map((label) => ({ type: 'action', action: say(label) })) },
    }),
  ],
  textV2: () => [
    sent({
      type: 'textV2',
      text: 'こんにちは {who} さん {smile}',
      substitution: {
        who: { type: 'mention', mentionee: { type: 'user', userId: 'U2' } },
        smile: { type: 'emoji', productId: '5ac1bfd5040ab15980c9b435', emojiId: '011' },
      },
    }),
  ],
  sticker: () => [sent({ type: 'sticker', packageId: '446', stickerId: '1988' })],
  image: () => [sent({ type: 'image', originalContentUrl: HTTPS, previewImageUrl: HTTPS })],
  video: () => [sent({ type: 'video', originalContentUrl: HTTPS, previewImageUrl: HTTPS, trackingId: 'film-7' })],
  audio: () => [sent({ type: 'audio', originalContentUrl: HTTPS, duration: 65_000 })],
  location: () => [
    sent({ type: 'location', title: 'ショールーム', address: '東京都港区1-2-3', latitude: 35.66, longitude: 139.73 }),
  ],
  coupon: () => [sent({ type: 'coupon', couponId: '01JYNW8JMQVFBNWF1APF8Z3FS7' })],
  imagemap: () => [
    sent({
      type: 'imagemap',
      baseUrl: 'https://pictures.example/map',
      altText: '秋の家具フェア',
      baseSize: { width: 1040, height: 520 },
      actions: [
        { type: 'uri', linkUri: 'https://example.com/', area: { x: 0, y: 0, width: 520, height: 520 }, label: 'Site' },
        { type: 'message', text: '予約', area: { x: 520, y: 0, width: 520, height: 520 } },
      ],
    }),
  ],
  template: () => [
    sent({
      type: 'template',
      altText: 'どの色にしますか',
      template: {
        type: 'buttons',
        title: 'ソファ',
        text: 'どの色にしますか',
        actions: [
          { type: 'postback', label: '白', data: 'colour=white' },
          say('黒'),
          { type: 'uri', label: '見る', uri: 'https://example.com/' },
        ],
      },
    }),
    sent({
      type: 'template',
      altText: '予約しますか',
      template: { type: 'confirm', text: '予約しますか', actions: [say('はい'), say('いいえ')] },
    }),
    sent({
      type: 'template',
      altText: '椅子三種',
      template: {
        type: 'carousel',
        columns: ['木', '革', '布'].map((one) => ({ title: `${one}の椅子`, text: '在庫あり', actions: [say(one)] })),
      },
    }),
    sent({ type: 'template', altText: '壊れた', template: { type: 'hexagon' } }),
  ],
  flex: () => [
    sent({
      type: 'flex',
      altText: '領収書',
      contents: {
        type: 'bubble',
        body: {
          type: 'box',
          layout: 'vertical',
          spacing: 'md',
          contents: [
            { type: 'text', text: '領収書', weight: 'bold', color: '#0B6B2B', size: 'sm' },
            { type: 'text', text: 'ブラウンストア', weight: 'bold', size: 'xxl', margin: 'md' },
            { type: 'separator' },
            {
              type: 'box',
              layout: 'horizontal',
              contents: [
                { type: 'text', text: '椅子', flex: 0 },
                { type: 'text', text: '¥12,000', align: 'end' },
              ],
            },
          ],
        },
        footer: {
          type: 'box',
          layout: 'vertical',
          contents: [{ type: 'button', style: 'primary', action: say('了解') }],
        },
      },
    }),
    sent({ type: 'flex', altText: '描けないもの', contents: { type: 'sphere' } }),
  ],
}
