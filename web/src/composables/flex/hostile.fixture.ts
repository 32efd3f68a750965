// Contents nobody should send, from a seed: real cards with pieces replaced, and cards made of bad pieces from the start.

export type Random = () => number

/** mulberry32: small, fast, the same everywhere. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Every one holds this word, so that a test can look for it where it must not be. */
export const MARK = 'evilmark'
export const BAD_WORDS = [
  `expression(${MARK})`,
  `url(javascript:${MARK})`,
  `#ffffff;background:url(https://${MARK}.example/x)`,
  `</style><script>window.${MARK}=1</script>`,
  `<img src=x onerror="window.${MARK}=1">`,
  `"><svg onload=window.${MARK}=1>`,
  `javascript:window.${MARK}=1`,
  `java\nscript:window.${MARK}=1`,
  `data:text/html,<script>window.${MARK}=1</script>`,
  `http://${MARK}.example/plain.png`,
  `https://user:pass@${MARK}.example/`,
  `var(--${MARK})`,
  `10px;position:fixed;${MARK}`,
  `calc(1px + ${MARK})`,
  `constructor.${MARK}`,
  `{{ constructor.constructor('window.${MARK}=1')() }}`,
  `\u202e${MARK}\u0000\ud800`,
]
const BAD_SIZES = '0px -5px 99999999px 1e309px NaNpx Infinity% 100% -100% 1:0 0:0 1:100000 100000:1 #12345 #GGGGGG'
const BAD_NUMBERS = [Infinity, -Infinity, NaN, -1, 0, 0.5, 2 ** 53]
const BAD_VALUES: unknown[] = [
  ...BAD_WORDS,
  ...BAD_SIZES.split(' '),
  ...BAD_NUMBERS,
  ...'__proto__ constructor toString hasOwnProperty full md'.split(' '),
  '',
  ' ',
  true,
  false,
  null,
  [],
  {},
  [[]],
  [null],
  ['x'],
  { type: 'box' },
  { type: 'bubble' },
  { type: '__proto__' },
  JSON.parse('{"__proto__":{"type":"text","text":"x"}}'),
]

export const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!

type Holder = Record<string, unknown> | unknown[]
const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null

function holders(value: unknown): Holder[] {
  if (!isHolder(value)) return []
  return [value, ...Object.values(value).flatMap(holders)]
}

/** A copy with one to four pieces replaced, taken away, doubled or moved. */
export function mutated(contents: unknown, random: Random): unknown {
  const copy: unknown = structuredClone(contents)
  const times = 1 + Math.floor(random() * 4)
  for (let i = 0; i < times; i++) {
    const all = holders(copy).filter((holder) => Object.keys(holder).length > 0)
    if (all.length === 0) break
    const holder = pick(random, all) as Record<string, unknown>
    const key = pick(random, Object.keys(holder))
    const way = random()
    if (way < 0.6) holder[key] = structuredClone(pick(random, BAD_VALUES))
    else if (way < 0.75) delete holder[key]
    else if (way < 0.9) holder[key] = structuredClone(pick(random, all))
    else holder[pick(random, KEYS)] = structuredClone(pick(random, BAD_VALUES))
  }
  return copy
}

const KEYS = (
  'type layout contents text url size color weight style decoration wrap maxLines lineSpacing align gravity flex margin spacing ' +
  'position offsetTop offsetBottom offsetStart offsetEnd paddingAll paddingTop width height maxWidth maxHeight action ' +
  'backgroundColor background borderColor borderWidth cornerRadius justifyContent alignItems aspectRatio aspectMode adjustMode ' +
  'altContent previewUrl direction styles hero body'
).split(' ')
const TYPES = 'box text image icon button separator filler spacer span video bubble x'.split(' ')
const LAYOUTS = ['horizontal', 'vertical', 'baseline', 'horizontal', 'vertical', MARK]

function badAction(random: Random): unknown {
  const type = pick(random, ['uri', 'message', 'postback', 'datetimepicker', 'clipboard', 'richmenuswitch', MARK])
  const words = () => pick(random, BAD_WORDS)
  return { type, label: words(), uri: words(), text: words(), data: words(), altUri: { desktop: words() } }
}

function badPart(random: Random, depth: number): unknown {
  const part: Record<string, unknown> = {
    type: pick(random, TYPES),
    layout: pick(random, LAYOUTS),
    text: pick(random, BAD_WORDS),
  }
  for (let i = Math.floor(random() * 12); i > 0; i--) part[pick(random, KEYS.slice(3))] = pick(random, BAD_VALUES)
  if (random() < 0.4) part.action = badAction(random)
  if (part.type === 'image' || part.type === 'icon')
    part.url = `https://${MARK}.example/${Math.floor(random() * 1e6)}.png`
  if (part.type === 'box' && depth < 6)
    part.contents = Array.from({ length: Math.floor(random() * 5) }, () => badPart(random, depth + 1))
  return part
}

/** A container whose every value is bad, though it stands where a good one would. */
export function hostileContents(random: Random): unknown {
  const bubble = () => ({
    type: 'bubble',
    size: pick(random, ['nano', 'giga', MARK, '__proto__']),
    direction: pick(random, ['rtl', 'ltr', MARK]),
    action: random() < 0.3 ? badAction(random) : undefined,
    hero: badPart(random, 1),
    body: { type: 'box', layout: 'vertical', contents: Array.from({ length: 4 }, () => badPart(random, 1)) },
    footer: badPart(random, 1),
    styles: {
      body: { backgroundColor: pick(random, BAD_WORDS), separator: true, separatorColor: pick(random, BAD_WORDS) },
    },
  })
  return random() < 0.3
    ? { type: 'carousel', contents: Array.from({ length: 1 + Math.floor(random() * 14) }, bubble) }
    : bubble()
}
