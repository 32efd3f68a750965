// Japanese as customers write it, made from a seed: phrases that everybody uses, words that some use, and numbers and names that stand once
// in a million. How often what stands is what a search costs.
const OPENINGS = [
  'お世話になっております。',
  'すみません、',
  'こんにちは！',
  'はじめまして。',
  '先日は',
  '質問です。',
  '',
  '',
  '',
]
const SUBJECTS =
  'ご注文の品|配送状況|請求書|領収書|予約|返品|交換|サイズ|在庫|支払い|クーポン|ポイント|営業時間|駐車場|見積もり|修理|保証|色違い|ギフト包装|会員登録|パスワード|アレルギー|キャンセル|送料|納期|カタログ|サンプル|説明書|部品|工事'.split(
    '|',
  )
const ASKS =
  'について教えてください|はいつ届きますか|を変更したいです|はありますか|が届きません|を確認お願いします|が間違っていました|をお願いできますか|の件でご連絡しました|はどうすればいいですか'.split(
    '|',
  )
const CLOSINGS = [
  'ありがとうございます。',
  'よろしくお願いいたします。🙇',
  'お待ちしています',
  '助かります！',
  '至急お願いします',
  '',
  '',
  '',
]
const KANJI = { from: 0x4e00, to: 0x6fff }

export type Dice = (below: number) => number

/** mulberry32. */
export function diceOf(seed: number): Dice {
  let a = seed >>> 0
  return (below) => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

const of = <T>(all: readonly T[], dice: Dice): T => all[dice(all.length)]!
/** The first much more often than the last. */
const often = <T>(all: readonly T[], dice: Dice): T => all[Math.min(dice(all.length), dice(all.length))]!
const kanji = (n: number, dice: Dice): string =>
  Array.from({ length: n }, () => String.fromCharCode(KANJI.from + dice(KANJI.to - KANJI.from))).join('')

export function messageText(n: number, dice: Dice): string {
  const person = dice(3) === 0 ? `${kanji(2, dice)}です。` : ''
  const order = dice(4) === 0 ? `注文番号${String(n).padStart(8, '0')}、` : ''
  return `${of(OPENINGS, dice)}${person}${order}${often(SUBJECTS, dice)}${often(ASKS, dice)}。${of(CLOSINGS, dice)}`
}

export const nameOf = (dice: Dice): string =>
  `${kanji(2, dice)} ${of(['さくら', 'アオイ', '健', '美香', 'ひなた', '蓮'], dice)}`
