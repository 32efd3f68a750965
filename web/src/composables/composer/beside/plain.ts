// PURE: a message of ours as the composer can hold it, or null: at most one text, with no more to it than a name and a quote, and what
// was uploaded to this console.
import type { UploadKind } from '@madoguchi/contracts/http/upload'
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'
import { pathsOf, type KeptUpload } from '../../upload/kept.ts'

export type Plain = { text: string; token: string | null; files: KeptUpload[] }
const WORDS = new Set(['type', 'text', 'sender', 'quoteToken'])
/** As `messageOf` writes a file's: its name, if it has one, and its address. */
const LINK = /^(?:([^\n]*)\n)?https?:\/\/\S+$/

export function plainOf(messages: readonly SendableMessage[]): Plain | null {
  const [first] = messages
  const worded = first !== undefined && isWords(first)
  const files = messages.slice(worded ? 1 : 0).map(fileOf)
  if (first === undefined || files.some((file) => file === null)) return null
  const { text, token } = worded ? { text: first.text, token: first.quoteToken ?? null } : { text: '', token: null }
  return { text, token, files: files as KeptUpload[] }
}

const isWords = (one: SendableMessage): one is Extract<SendableMessage, { type: 'text' }> =>
  one.type === 'text' && fileOf(one) === null && Object.keys(one).every((key) => WORDS.has(key))

function fileOf(given: SendableMessage): KeptUpload | null {
  const { sender: _, ...message } = given as SendableMessage & { sender?: unknown }
  const { content } = pathsOf(message as SendableMessage)
  if (content === null || given.quickReply !== undefined) return null
  const link = message.type === 'text' ? LINK.exec(message.text) : null
  if (message.type === 'text' && link === null) return null
  const kind = (message.type === 'text' ? 'file' : message.type) as UploadKind
  return { key: content, name: link?.[1] ?? '', kind, size: 0, message: message as SendableMessage }
}
