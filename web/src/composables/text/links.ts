// Addresses inside what people wrote, found without ever making markup: the text comes back in pieces, in order, and the pieces
// joined are the text. Only http, https, mailto and tel can come out.

export type Piece = { text: string } | { text: string; href: string; host: string }

// An address ends where ASCII ends: Japanese runs on after it without a space. A raw kanji path is cut there; LINE's own app
// hands over percent-encoded ones.
const WEB = /\b(?:https?:\/\/|www\.)[\w.~:/?#[\]@!$&'()*+,;=%-]+/giu
const MAIL = /(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?![\w-])/giu
// A phone begins with 0 or +: an order number or a date does not.
const PHONE = /(?<![\w.+/-])(?:\+\d|0\d)(?:[ -]?\(?\d+\)?){1,5}(?![\w/-])/gu
const PHONE_DIGITS = { min: 9, max: 15 }

type Found = { start: number; end: number; href: string; host: string }

export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { start, end, href, host } of found(text)) {
    if (start < at) continue
    if (start > at) pieces.push({ text: text.slice(at, start) })
    pieces.push({ text: text.slice(start, end), href, host })
    at = end
  }
  if (at < text.length) pieces.push({ text: text.slice(at) })
  return pieces
}

const found = (text: string): Found[] =>
  [...matches(text, WEB, web), ...matches(text, MAIL, mail), ...matches(text, PHONE, phone)].sort(
    (a, b) => a.start - b.start || b.end - a.end,
  )

function* matches(text: string, pattern: RegExp, read: (raw: string) => Omit<Found, 'start'> | null): Generator<Found> {
  for (const match of text.matchAll(pattern)) {
    const one = read(match[0])
    if (one !== null) yield { ...one, start: match.index, end: match.index + one.end }
  }
}

function web(raw: string) {
  const text = withoutTail(raw)
  const url = parsed(/^www\./i.test(text) ? `https://${text}` : text)
  if (url === null || !url.hostname.includes('.')) return null
  return { end: text.length, href: url.href, host: url.host }
}

/** URL.parse is younger than the browsers we serve. */
function parsed(address: string): URL | null {
  try {
    return new URL(address)
  } catch {
    return null
  }
}

const mail = (raw: string) => ({ end: raw.length, href: `mailto:${raw}`, host: raw })

function phone(raw: string) {
  const digits = raw.replaceAll(/\D/g, '')
  if (digits.length < PHONE_DIGITS.min || digits.length > PHONE_DIGITS.max) return null
  const number = (raw.startsWith('+') ? '+' : '') + digits
  return { end: raw.length, href: `tel:${number}`, host: number }
}

/** Punctuation after an address belongs to the sentence; a closing bracket too, unless the address opened one. */
function withoutTail(raw: string): string {
  let text = raw
  for (;;) {
    const last = text.at(-1) ?? ''
    const closes = last === ')' ? '(' : last === ']' ? '[' : null
    const unopened = closes !== null && text.split(closes).length < text.split(last).length
    if (!unopened && !/[.,;:!?'*]/.test(last)) return text
    text = text.slice(0, -1)
  }
}
