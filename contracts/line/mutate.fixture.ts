// Seeded damage to JSON.
export type Dice = { below(n: number): number; pick<T>(from: readonly T[]): T }

/** Mulberry32. */
export function dice(seed: number): Dice {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (n: number) => Math.floor(next() * n)
  return { below, pick: (from) => from[below(from.length)]! }
}

const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'type',
  'text',
  'contents',
  'action',
  'sender',
  'x',
  '',
  '\u0000',
]
const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  '',
  ' ',
  '$',
  '{a}',
  '\ud800',
  'x'.repeat(6_000),
  'https://x.example/',
  'http://x.example/%',
  '__proto__',
  'carousel',
  'box',
  [],
  [[]],
  {},
  { type: 'box' },
  { type: 'text', text: 'x' },
]

type Inner = Record<string, unknown> | unknown[]
const isInner = (value: unknown): value is Inner => typeof value === 'object' && value !== null

function innersOf(value: unknown): Inner[] {
  return isInner(value) ? [value, ...Object.values(value).flatMap(innersOf)] : []
}

/** A copy that differs in one place: something gone, put in, exchanged, doubled or moved. */
export function mutated(value: unknown, { pick, below }: Dice): unknown {
  const copy = structuredClone(value)
  const inners = innersOf(copy)
  if (inners.length === 0) return pick(VALUES)
  const where = pick(inners)
  const keys = Object.keys(where)
  const put = (key: string, inner: unknown) =>
    Object.defineProperty(where, key, { value: inner, enumerable: true, configurable: true, writable: true })
  const key = keys.length === 0 ? '0' : pick(keys)
  const kind = below(5)
  if (kind === 0 && !Array.isArray(where)) delete where[key]
  else if (kind === 0) (where as unknown[]).splice(below(keys.length + 1), 1)
  else if (kind === 1) put(Array.isArray(where) ? String(keys.length) : pick(NAMES), pick(VALUES))
  else if (kind === 2) put(key, pick(VALUES))
  else if (kind === 3 && Array.isArray(where))
    where.push(...Array.from({ length: below(15) }, () => structuredClone(where[0] ?? 0)))
  else put(key, structuredClone(pick(inners)))
  return copy
}
