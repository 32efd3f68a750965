// What the demo's people have written lately. Every conversation is somebody's real errand at a furniture shop or its
// café, so that a newcomer's console shows work and not lorem ipsum. All texts are ours.
export type Line =
  | { minutesAgo: number; say: string }
  | { minutesAgo: number; do: 'sticker' | 'images' | 'place'; with: Record<string, unknown> }
export type Script = {
  /** index into the demo's people and channels */
  person: number
  channel: number
  /** said in the demo's group instead of 1:1 */
  inGroup?: true
  lines: Line[]
  thanks: string[]
}

const ago = (hours: number, minutes = 0) => hours * 60 + minutes
const sticker = (minutesAgo: number, packageId: string, stickerId: string, ...keywords: string[]): Line => ({
  minutesAgo,
  do: 'sticker',
  with: { packageId, stickerId, keywords },
})

export const scripts: readonly Script[] = [
  {
    person: 0,
    channel: 0,
    thanks: ['ありがとうございます！助かりました。', '承知しました、お待ちしています😊', 'よろしくお願いします🙇‍♀️'],
    lines: [
      { minutesAgo: ago(26), say: 'こんにちは。先日お店で見たオークのダイニングテーブルについて質問です。' },
      { minutesAgo: ago(25, 58), say: '幅150cmのものはまだ在庫ありますか？' },
      { minutesAgo: 14, say: 'すみません、追加で…椅子も4脚一緒に届けてもらうことはできますか？' },
      { minutesAgo: 12, say: '来週の土曜日の午前中が希望です！' },
    ],
  },
  {
    person: 1,
    channel: 0,
    thanks: ['了解です。ありがとうございます', '助かります！', 'わかりました、それでお願いします'],
    lines: [
      { minutesAgo: ago(5), say: '注文番号 MN-20418 の配送日を変更したいのですが可能でしょうか。' },
      { minutesAgo: ago(4, 55), say: '11/28 → 12/2 以降でお願いします' },
    ],
  },
  {
    person: 2,
    channel: 0,
    thanks: ['ありがとうございます🐱', 'よかった〜安心しました', '写真、送りますね！'],
    lines: [
      { minutesAgo: ago(2, 10), say: '猫が爪とぎしても大丈夫なソファってありますか？😿' },
      { minutesAgo: ago(2, 8), do: 'images', with: { count: 2, of: 'sofa' } },
      { minutesAgo: ago(2, 7), say: '今のソファがこんな感じで…張り替えも検討しています' },
    ],
  },
  {
    person: 3,
    channel: 0,
    thanks: ['助かりました。', 'なるほど、試してみます'],
    lines: [
      { minutesAgo: 47, say: '本棚を組み立てているのですが、説明書の7番のネジが1本足りません。' },
      { minutesAgo: 45, say: '型番は BK-210 です。部品だけ送ってもらえますか？' },
    ],
  },
  {
    person: 4,
    channel: 0,
    thanks: ['ありがとうございます！検討します', 'とても参考になりました✨'],
    lines: [
      { minutesAgo: ago(20), say: '12月に引っ越すので、ベッドとカーテンをまとめて見積もりしてもらえますか？' },
      { minutesAgo: ago(19, 50), say: '6畳の寝室で、窓は幅180×高さ200です' },
      sticker(ago(19, 49), '446', '1993', 'お願い', 'よろしく'),
      { minutesAgo: 31, say: '予算は全部で15万円くらいまでだと嬉しいです🙏' },
    ],
  },
  {
    person: 5,
    channel: 0,
    thanks: ['承知いたしました。', 'ご丁寧にありがとうございます。'],
    lines: [
      { minutesAgo: ago(30), say: 'お世話になっております。会議室用の机を8台、法人で購入したいと考えています。' },
      {
        minutesAgo: ago(29, 57),
        say: '請求書払いは可能でしょうか。\n納品先は横浜市中区です。\n可能であれば今月中の納品を希望します。',
      },
    ],
  },
  {
    person: 6,
    channel: 1,
    thanks: ['楽しみにしています☕️', 'ありがとうございます！伺います'],
    lines: [
      { minutesAgo: 58, say: '明日15時から4人で予約できますか？' },
      { minutesAgo: 57, say: '1人ベビーカーがあるので、広めの席だと助かります👶' },
    ],
  },
  {
    person: 7,
    channel: 0,
    thanks: ['Wonderful, thank you!', 'Perfect, that works for me 🙌', 'Great, see you on Saturday!'],
    lines: [
      {
        minutesAgo: ago(3),
        say: 'Hi! I saw the walnut desk on your website. Is it possible to get it in 120 cm width?',
      },
      { minutesAgo: ago(2, 59), say: 'Also, do you take away old furniture when you deliver?' },
      { minutesAgo: 5, say: 'One more thing: is someone there who speaks English on Saturday? 😊' },
    ],
  },
  {
    person: 8,
    channel: 0,
    thanks: ['Cheers, much appreciated.', 'Thanks, I’ll check the tracking link.'],
    lines: [
      { minutesAgo: ago(7), say: 'My order MN-20377 was due yesterday between 10 and 12 but nobody came.' },
      { minutesAgo: ago(6, 40), say: 'Could you tell me when to expect it? I need to be at work in the afternoons.' },
      { minutesAgo: 22, say: 'Still waiting for an update, please.' },
    ],
  },
  {
    person: 9,
    channel: 1,
    thanks: ['Lovely, thank you so much!', 'Great! We’ll be there at 2.'],
    lines: [
      { minutesAgo: 75, say: 'Hello! Do you have any vegan cakes this week? 🍰' },
      { minutesAgo: 74, say: 'We would be six people on Sunday afternoon.' },
    ],
  },
  {
    person: 10,
    channel: 0,
    thanks: ['ขอบคุณมากครับ 🙏', 'โอเคครับ รอนะครับ'],
    lines: [
      { minutesAgo: ago(9), say: 'สวัสดีครับ ตู้เสื้อผ้ารุ่นประตูบานเลื่อนมีสีขาวไหมครับ' },
      { minutesAgo: ago(8, 58), say: 'ส่งที่คาวาซากิค่าส่งเท่าไหร่ครับ' },
      {
        minutesAgo: ago(8, 57),
        do: 'place',
        with: { title: 'บ้าน', address: '川崎市川崎区駅前本町', latitude: 35.5308, longitude: 139.6975 },
      },
    ],
  },
  {
    person: 11,
    channel: 0,
    thanks: ['ขอบคุณค่ะ น่ารักมากเลย 💚', 'ได้ค่ะ ขอบคุณนะคะ'],
    lines: [
      { minutesAgo: 95, say: 'สอบถามค่ะ ชั้นวางต้นไม้รับน้ำหนักได้กี่กิโลคะ 🪴' },
      { minutesAgo: 93, say: 'อยากวางไว้ที่ระเบียง โดนแดดโดนฝนได้ไหมคะ' },
    ],
  },
  {
    person: 12,
    channel: 0,
    thanks: ['謝謝你！', '太好了，那就麻煩你了🙏'],
    lines: [
      { minutesAgo: ago(4, 20), say: '你好，請問這張餐桌有現貨嗎？' },
      { minutesAgo: ago(4, 19), do: 'images', with: { count: 1, of: 'table' } },
      { minutesAgo: ago(4, 18), say: '想再訂兩張椅子，可以一起送到千葉嗎？' },
    ],
  },
  {
    person: 13,
    channel: 1,
    thanks: ['謝謝，到時見！', '了解，感謝回覆'],
    lines: [{ minutesAgo: 40, say: '請問你們星期一有開嗎？' }, sticker(39, '11537', '52002735', '你好', '拜託')],
  },
  {
    person: 0,
    channel: 0,
    inGroup: true,
    thanks: [],
    lines: [
      {
        minutesAgo: ago(1, 30),
        say: '新居のリビング、皆さんの意見も聞きたいです！ソファはL字とどちらがいいでしょう？',
      },
    ],
  },
  {
    person: 4,
    channel: 0,
    inGroup: true,
    thanks: [],
    lines: [{ minutesAgo: ago(1, 22), say: '部屋が広く見えるのは2人掛け＋オットマンかな？' }],
  },
]
