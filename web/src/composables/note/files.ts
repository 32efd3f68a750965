// PURE: a note's files. Uploaded as files whatever they are, so that colleagues get the very bytes; the way to one leads over this console.
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'

/** The public address of a finished upload; null = it has none. */
export function addressOfUpload(message: SendableMessage | null): string | null {
  if (message?.type !== 'text') return null
  const last = message.text.split('\n').at(-1) ?? ''
  return /^https?:\/\/\S+\/m\/[0-9a-f]{40}$/.test(last) ? last : null
}

/** Only our own uploads can be saved from here, and never opened in the page. */
export const pathOfFile = (address: string): string | null => /\/m\/[0-9a-f]{40}$/.exec(address)?.[0] ?? null
