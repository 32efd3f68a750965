// Which messages LINE is asked about before they go (MF-7): all but words, stickers and files that we keep ourselves, of which our own
// check says as much as LINE's would.
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'

/** What each may hold without more; an address of ours besides. */
const PLAIN: Record<string, { words: readonly string[]; addresses: readonly string[] }> = {
  text: { words: ['text', 'quoteToken'], addresses: [] },
  sticker: { words: ['packageId', 'stickerId', 'quoteToken'], addresses: [] },
  image: { words: [], addresses: ['originalContentUrl', 'previewImageUrl'] },
  video: { words: ['trackingId'], addresses: ['originalContentUrl', 'previewImageUrl'] },
  audio: { words: ['duration'], addresses: ['originalContentUrl'] },
}

/** `origin`: where our uploads are served. */
export const needsCheck = (messages: readonly SendableMessage[], origin: string): boolean =>
  messages.some((message) => !isPlain(message, origin))

function isPlain(message: SendableMessage, origin: string): boolean {
  if (!Object.hasOwn(PLAIN, message.type)) return false
  const { words, addresses } = PLAIN[message.type]!
  return Object.entries(message).every(([name, value]) => {
    if (name === 'type' || words.includes(name)) return true
    return addresses.includes(name) && isOurs(value, origin)
  })
}

function isOurs(address: unknown, origin: string): boolean {
  if (typeof address !== 'string' || !URL.canParse(address)) return false
  const url = new URL(address)
  return url.origin === origin && /^\/m\/[^/]/.test(url.pathname)
}
