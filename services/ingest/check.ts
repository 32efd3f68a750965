// PURE: may this body be taken, and what is in it? In this order, each refusal with its status: whole, signed, JSON, for this
// channel's bot. Nothing is parsed before the signature holds.
import type { Channel } from '../directory/channel.ts'
import { verifySignature } from '../line/signature.ts'
import { BODY_MAX, type Body } from './body.ts'

export type Refusal = { status: number; code: string; message: string; limit?: number }
export type Checked = { events: unknown[]; secret: number } | Refusal

const REFUSALS = {
  too_large: { status: 413, code: 'too_large', message: 'The body is too large', limit: BODY_MAX },
  too_slow: { status: 408, code: 'too_slow', message: 'The body did not arrive in time' },
  gone: { status: 400, code: 'gone', message: 'The body ended too early' },
  signature: { status: 401, code: 'signature', message: 'The signature does not fit the body' },
  json: { status: 400, code: 'bad_json', message: 'The body is not JSON' },
  shape: { status: 400, code: 'bad_body', message: 'The body is not a LINE webhook' },
  destination: { status: 403, code: 'destination', message: 'This webhook belongs to another bot' },
} as const satisfies Record<string, Refusal>

export const UNKNOWN_CHANNEL: Refusal = { status: 404, code: 'not_found', message: 'There is no such channel' }
export const NOT_DURABLE: Refusal = {
  status: 503,
  code: 'unavailable',
  message: 'The events could not be kept; send them again',
}

/** `signatures`: every value of the header; more than one is as wrong as none. */
export function check(channel: Channel, body: Body, signatures: string[]): Checked {
  if (body.state !== 'whole') return REFUSALS[body.state]
  const [signature] = signatures
  if (signatures.length !== 1 || body.bytes.length === 0) return REFUSALS.signature
  const secret = verifySignature({ body: body.bytes, signature, secrets: channel.secrets })
  if (secret < 0) return REFUSALS.signature
  const parsed = parse(body.bytes)
  if (parsed === undefined) return REFUSALS.json
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return REFUSALS.shape
  const { destination, events } = parsed as { destination?: unknown; events?: unknown }
  if (destination !== channel.botUserId) return REFUSALS.destination
  return Array.isArray(events) ? { events, secret } : REFUSALS.shape
}

const UTF8 = new TextDecoder()
function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(UTF8.decode(bytes))
  } catch {
    return undefined
  }
}
