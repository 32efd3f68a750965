// JSON with places: where it breaks, and where each value of it stands, so that a complaint leads to a line. The engine's own parser
// says neither alike in all browsers. Depth is bounded, since what is pasted may be made to overflow a stack.

/** Characters; LINE takes 50 KB, and a pasted text may be indented. */
export const JSON_MAX = 500_000
const DEPTH_MAX = 200
/** Longer paths are not told apart: names as long as the text would make the table grow with its square. */
const PATH_MAX = 400

export type Spot = { line: number; column: number }
export type Unreadable = { code: 'unreadable' | 'too_deep' | 'too_large'; spot: Spot; limit?: number }
/** `pathAt`: of the value that began last before a place in the text; `startOf`: where a value begins. */
export type Readable = {
  value: unknown
  spotOf: (path: string) => Spot
  pathAt: (offset: number) => string
  startOf: (path: string) => number
}
export type Read = Readable | { wrong: Unreadable }

const SPACE = /[ \t\r\n]*/y
// oxlint-disable-next-line no-control-regex
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y
const PLAIN = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

export function readJson(text: string): Read {
  const start = { line: 1, column: 1 }
  if (text.length > JSON_MAX) return { wrong: { code: 'too_large', spot: start, limit: JSON_MAX } }
  const places = new Map<string, number>()
  const stop = scan(text, places)
  if (stop !== null) return { wrong: { ...stop, spot: spotAt(text, stop.at) } }
  return {
    value: JSON.parse(text) as unknown,
    spotOf: (path) => spotAt(text, nearest(places, path)),
    pathAt: (offset) => [...places].reduce((found, [path, at]) => (at <= offset ? path : found), ''),
    startOf: (path) => nearest(places, path),
  }
}

/** Line and column, from 1, as editors count. */
export function spotAt(text: string, at: number): Spot {
  const before = text.slice(0, at)
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') }
}

export function offsetAt(text: string, { line, column }: Spot): number {
  const lines = text.split('\n').slice(0, line - 1)
  return lines.reduce((sum, one) => sum + one.length + 1, column - 1)
}

/** Of what is missing: where the object stands that lacks it. */
function nearest(places: Map<string, number>, path: string): number {
  for (let at = path; at !== ''; at = at.replace(/(?:^|\.)[^.[\]]*$|\[\d*\]$|.$/, ''))
    if (places.has(at)) return places.get(at)!
  return places.get('') ?? 0
}

const further = (path: string, step: string) => (path.length + step.length > PATH_MAX ? path : path + step)

type Stop = { at: number; code: 'unreadable' | 'too_deep'; limit?: number }

function scan(text: string, places: Map<string, number>): Stop | null {
  let at = 0
  const take = (what: RegExp): string | null => {
    what.lastIndex = at
    const found = what.exec(text)?.[0] ?? null
    if (found !== null) at += found.length
    return found
  }
  const sign = (one: string): boolean => {
    take(SPACE)
    if (text[at] !== one) return false
    at += 1
    return true
  }
  const broken = (): Stop => ({ at, code: 'unreadable' })

  function value(path: string, depth: number): Stop | null {
    take(SPACE)
    places.set(path, at)
    if (depth > DEPTH_MAX) return { at, code: 'too_deep', limit: DEPTH_MAX }
    if (sign('{')) return entries('}', depth, path)
    if (sign('[')) return entries(']', depth, path)
    return take(STRING) === null && take(PLAIN) === null ? broken() : null
  }

  function entries(end: '}' | ']', depth: number, path: string): Stop | null {
    if (sign(end)) return null
    for (let i = 0; ; i += 1) {
      const inner = end === ']' ? further(path, `[${i}]`) : name(path)
      if (typeof inner !== 'string') return inner
      const stop = value(inner, depth + 1)
      if (stop !== null) return stop
      if (sign(end)) return null
      if (!sign(',')) return broken()
    }
  }

  function name(path: string): string | Stop {
    take(SPACE)
    const key = take(STRING)
    if (key === null || !sign(':')) return broken()
    const plain = JSON.parse(key) as string
    return further(path, path === '' ? plain : `.${plain}`)
  }

  const stop = value('', 0)
  take(SPACE)
  return stop ?? (at < text.length ? broken() : null)
}
