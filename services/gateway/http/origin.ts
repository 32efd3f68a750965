// Whose pages may act here. A browser names the page's origin with every unsafe request and every socket; one that names none is
// no browser of ours. Same host is allowed beside PUBLIC_URL, so that a trial works under localhost and 127.0.0.1 alike.

/** `host`: the request's Host. */
export function originAllowed(origin: string | undefined, host: string | undefined, publicUrl: string): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false
  const from = new URL(origin)
  if (from.origin === new URL(publicUrl).origin) return true
  return from.host === host && ['http:', 'https:'].includes(from.protocol)
}
