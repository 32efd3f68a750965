// Whether a content is text, and whether that text is a page, a drawing or a document that a browser would run (pure). Asked
// before any signature: a page whose later bytes look like a picture is a page.

/** What a browser's own sniffing takes for a page (WHATWG mimesniff §7.1), and what else carries script. */
const HTML =
  /<(!doctype\s+html|html|head|body|script|iframe|h1|div|font|table|a|style|title|b|br|p|img|form|meta|link|base|object|embed|frameset|input|button|video|audio)[\s>/]/i
const SVG = /<(\w+:)?svg[\s>/]|http:\/\/www\.w3\.org\/2000\/svg|<!doctype\s+svg/i
const XHTML = /http:\/\/www\.w3\.org\/1999\/xhtml/i
const XML = /^<(\?xml|\?xml-stylesheet|!doctype|!entity|!--)/i

/** The type of a text; null = not a text. Markup is named wherever it stands in the head, not at its beginning alone. */
export function markupOf(head: Uint8Array): string | null {
  const text = textOf(head)
  if (text === null) return null
  const trimmed = text.trimStart()
  if (SVG.test(text)) return 'image/svg+xml'
  if (HTML.test(text) || XHTML.test(text)) return 'text/html'
  return XML.test(trimmed) ? 'application/xml' : 'text/plain'
}

/** The head as text, or null where it cannot be one. Begins like markup: then it is text whatever follows. */
function textOf(head: Uint8Array): string | null {
  const [a, b, c] = head
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(head.subarray(2))
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(head.subarray(2))
  const body = a === 0xef && b === 0xbb && c === 0xbf ? head.subarray(3) : head
  const latin = Buffer.from(body).toString('latin1')
  if (/^[\s\0]*</.test(latin)) return latin.replaceAll('\0', '')
  return isBinary(body) || !isUtf8(body) ? null : new TextDecoder().decode(body)
}

/** Control characters that no text has: those of mimesniff §3. */
const isBinary = (body: Uint8Array) =>
  body.length === 0 ||
  body.some((byte) => byte <= 8 || byte === 11 || (byte >= 14 && byte <= 26) || (byte >= 28 && byte <= 31))

/** The head may end within a character. */
function isUtf8(body: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(body, { stream: true })
    return true
  } catch {
    return false
  }
}
