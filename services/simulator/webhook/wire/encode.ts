import type { Random } from '../../random.ts'

// One body in many spellings, all the same JSON: whoever signs or parses anything but the bytes received will trip.
type Json = unknown

function reorder(value: Json, random: Random): Json {
  if (Array.isArray(value)) return value.map((one) => reorder(one, random))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(random.shuffle(Object.entries(value)).map(([key, one]) => [key, reorder(one, random)]))
}

function escapeUnicode(text: string, upper: boolean): string {
  return text.replace(/[\u0080-\uffff]/g, (unit) => {
    const hex = unit.charCodeAt(0).toString(16).padStart(4, '0')
    return `\\u${upper ? hex.toUpperCase() : hex}`
  })
}

/** White space between tokens only, never inside a string. */
const spaced = (text: string) =>
  text.replace(/"(?:[^"\\]|\\.)*"|[:,]/g, (token) => (token === ':' || token === ',' ? `${token} ` : token))

export function encodeBody(body: { destination: string; events: unknown[] }, random: Random | null): Buffer {
  if (random === null) return Buffer.from(JSON.stringify(body))
  const ordered = random.chance(0.5) ? reorder(body, random) : body
  const layout = random.int(6)
  let text = layout === 0 ? JSON.stringify(ordered, null, 2) : JSON.stringify(ordered)
  if (layout === 1) text = spaced(text)
  if (random.chance(0.2)) text = text.replaceAll('/', '\\/')
  const escapes = random.int(4)
  if (escapes > 1) text = escapeUnicode(text, escapes === 3)
  return Buffer.from(text)
}

const SIGNATURE_NAMES = ['x-line-signature', 'X-Line-Signature', 'X-LINE-SIGNATURE', 'X-Line-signature']

/** Headers of a webhook request; names change their case, a signature of null is left out. */
export function webhookHeaders(signature: string | null, random: Random | null): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'LineBotWebhook/2.0',
  }
  if (signature !== null) headers[random === null ? 'x-line-signature' : random.pick(SIGNATURE_NAMES)] = signature
  return headers
}
