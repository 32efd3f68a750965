// Sealing under keys derived from SECRET_KEY (HKDF-SHA256, one key a purpose). A sealed text names its format and its key, so
// that both may change later; it opens only in the place it was sealed for.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

export type Keyring = {
  /** AES-256-GCM; `place` (e.g. `channel/1/secret`) is bound to it. */
  seal(text: string, place: string): string
  /** Throws when sealed by another key, for another place, or altered. */
  open(sealed: string, place: string): string
  /** Keyed hash of what must be found again and not read. */
  digest(text: string): string
  /** Always the same words for a purpose, and known to nobody without SECRET_KEY. */
  words(purpose: string): string
}

const FORMAT = 'v1'
const IV_BYTES = 12
const TAG_BYTES = 16

export function createKeyring(secretKey: string): Keyring {
  const derive = (purpose: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', secretKey, 'madoguchi', purpose, bytes))
  const key = derive('seal v1', 32)
  const keyId = derive('key id v1', 4).toString('hex')
  const digestKey = derive('digest v1', 32)

  return {
    seal(text, place) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place))
      const body = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `${FORMAT}.${keyId}.${body.toString('base64url')}`
    },
    open(sealed, place) {
      const [format, id, text] = sealed.split('.')
      if (format !== FORMAT || id !== keyId || text === undefined) throw new Error('sealed by another key')
      const body = Buffer.from(text, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(place))
        .setAuthTag(body.subarray(-TAG_BYTES))
      return decipher.update(body.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    },
    digest: (text) => createHmac('sha256', digestKey).update(text).digest('base64url'),
    words: (purpose) => inWords(derive(`words v1 ${purpose}`, 12)),
  }
}

/** Three groups of four letters and digits that nobody mistakes for each other: about 59 bits. */
function inWords(bytes: Buffer): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const text = Array.from(bytes, (byte) => letters[byte % letters.length]).join('')
  return text.replace(/(.{4})(?=.)/g, '$1-')
}
