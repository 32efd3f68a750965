// Random writing as customers send it: every script of ours, half and full width, marks that join, emoji of several parts, and what no
// keyboard gives: half characters, U+0000.
const SIGNS = [
  'か゛|が|か\u3099|ガ|ｶﾞ|ﾊﾟ|ｰ|ー|ヷ|ヽ|っ|請|求|書|𠮷|葛\u{E0100}|㍿|㌔|①',
  'กิ|น้ำ|ที่|นี่|ค่ะ|臺|灣|訂|單|한|\u1100\u1161|é|e\u0301|ﬁ|ß|İ|Ａ|z|１',
  '👨‍👩‍👧|🇯🇵|👍🏽|❤️|✋|\u200B|\u00AD|\u0301|〜|～|−|-| |　|\n|\u0000|\uD83D|\uDE00',
].flatMap((signs) => signs.split('|'))

export type Dice = (below: number) => number

/** The same seed gives the same throws. */
export function diceOf(seed: number): Dice {
  let state = seed
  return (below) => (state = (state * 48_271) % 2_147_483_647) % below
}

export const writing = (dice: Dice, most: number): string =>
  Array.from({ length: dice(most) }, () => SIGNS[dice(SIGNS.length)]).join('')
