// An address out of a message, as far as one may follow it: http and https alone, everything else stays words.

export type Address = { href: string; host: string }

export function addressOf(value: unknown): Address | null {
  if (typeof value !== 'string') return null
  try {
    const { protocol, href, host } = new URL(value)
    return (protocol === 'https:' || protocol === 'http:') && host !== '' ? { href, host } : null
  } catch {
    // URL.parse is younger than the browsers we serve.
    return null
  }
}
