// Is a webhook body LINE's? Over the bytes as they came: nothing is parsed, trimmed or re-encoded before (line.md §1.2).
import { createHmac, timingSafeEqual } from 'node:crypto'

const DIGEST_BYTES = 32

/**
 * Index of the channel secret under which `signature` (base64 of HMAC-SHA256) fits `body`, or −1. Every secret is tried in
 * constant time and none is skipped, so the time taken tells nothing. Never throws, whatever the header holds.
 */
export function verifySignature({
  body,
  signature,
  secrets,
}: {
  body: Buffer
  signature: string | undefined
  secrets: string[]
}): number {
  const given = digestOf(signature)
  if (given === null) return -1
  let found = -1
  for (const [i, secret] of secrets.entries()) {
    const fits = timingSafeEqual(createHmac('sha256', secret).update(body).digest(), given)
    if (fits && found === -1 && secret !== '') found = i
  }
  return found
}

/** Strict: Buffer.from would skip characters that are no base64, and accept what LINE never sends. */
function digestOf(signature: unknown): Buffer | null {
  if (typeof signature !== 'string' || !/^[A-Za-z0-9+/]{43}=$/.test(signature)) return null
  const digest = Buffer.from(signature, 'base64')
  return digest.length === DIGEST_BYTES && digest.toString('base64') === signature ? digest : null
}
