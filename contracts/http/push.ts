// Push on this device (SH-16). GET /api/push → PushKey · POST /api/push PushDevice → 204 · DELETE /api/push PushAddress → 204
// POST /api/push/test PushAddress → 202: one is sent to it, whatever is open.
import { Type, type Static } from 'typebox'

const strict = { additionalProperties: false }
export const PUSH_ENDPOINT_MAX = 1_000

/** The house's public key, which a browser binds its subscription to (RFC 8292), base64url. */
export const PushKey = Type.Object({ key: Type.String() })
export type PushKey = Static<typeof PushKey>

const Endpoint = Type.String({ minLength: 1, maxLength: PUSH_ENDPOINT_MAX })
export const PushAddress = Type.Object({ endpoint: Endpoint }, strict)
export type PushAddress = Static<typeof PushAddress>

/** As browsers give it: an uncompressed point of P-256 and 16 bytes, base64url without padding. */
export const PushDevice = Type.Object(
  {
    endpoint: Endpoint,
    keys: Type.Object(
      {
        p256dh: Type.String({ pattern: '^[A-Za-z0-9_-]{87}$' }),
        auth: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }),
      },
      strict,
    ),
    /** Of the words, unless the agent chose one. */
    language: Type.String({ pattern: '^[A-Za-z-]{1,10}$' }),
  },
  strict,
)
export type PushDevice = Static<typeof PushDevice>
