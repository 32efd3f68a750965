// Sizes: LINE's words or a number with a unit, as numbers that were parsed and clamped. LINE publishes no pixels for its words; these
// are those its own simulator draws with.
export type Length = { unit: 'px' | '%'; amount: number }

const MOST = { px: 2000, '%': 200 }
const FORM = /^(-?)(\d{1,7}(?:\.\d{1,7})?)(px|%)$/

type Words = ReadonlyMap<unknown, Length>
const px = (words: string, amounts: number[]): Words =>
  new Map(words.split(' ').map((word, i) => [word, { unit: 'px', amount: amounts[i]! }]))

const SIZES = 'xxs xs sm md lg xl xxl 3xl 4xl 5xl'
export const SPACE = px('none xs sm md lg xl xxl', [0, 2, 4, 8, 12, 16, 20])
export const BORDER = px('none light normal medium semi-bold bold', [0, 0.5, 1, 2, 3, 4])
export const TYPE = px(SIZES, [11, 13, 14, 16, 19, 22, 29, 35, 48, 74])
export const PICTURE: Words = new Map([
  ...px(SIZES, [40, 60, 80, 100, 120, 140, 160, 180, 200, 220]),
  ['full', { unit: '%', amount: 100 }],
])
/** Widths and heights: LINE has no words for these. */
export const NO_WORDS: Words = new Map()

type Allowed = { words?: Words; percent?: boolean; negative?: boolean }

export function readLength(value: unknown, allowed: Allowed = {}): Length | null {
  const { words = SPACE, percent = false, negative = false } = allowed
  const known = words.get(value)
  if (known !== undefined) return known
  const [, sign, digits, unit] = (typeof value === 'string' && FORM.exec(value)) || []
  if (digits === undefined || (unit === '%' && !percent) || (sign === '-' && !negative)) return null
  const form = unit === '%' ? '%' : 'px'
  const amount = Math.min(Number(digits), MOST[form])
  return { unit: form, amount: sign === '-' ? -amount : amount }
}

/** Pixels only: margins, spacings, type, borders. */
export const readPixels = (value: unknown, allowed: Omit<Allowed, 'percent'> = {}): number | null =>
  readLength(value, allowed)?.amount ?? null
