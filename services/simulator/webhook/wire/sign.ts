import { createHmac } from 'node:crypto'

/** `x-line-signature`: base64 of HMAC-SHA256 over exactly these bytes, the secret as UTF-8. */
export const signBytes = (secret: string, bytes: Buffer): string =>
  createHmac('sha256', secret).update(bytes).digest('base64')
