import type { Message } from './chat.ts'

type Substitute = { type?: string; mentionee?: { type?: string; userId?: string } }

const shown = (one: Substitute | undefined, name: string) =>
  one?.type === 'emoji' ? '▫' : one?.mentionee?.type === 'all' ? '@All' : `@${name}`

/** PURE. The words of a text or textV2 as a phone shows them; null for every other kind. */
export function plainText(message: Message): string | null {
  if (typeof message.text !== 'string') return null
  if (message.type === 'text') return message.text
  if (message.type !== 'textV2') return null
  const given = (message.substitution ?? {}) as Record<string, Substitute>
  return message.text.replace(/\{\{|\}\}|\{(\w{1,20})\}/g, (all, name?: string) =>
    name === undefined ? all[0]! : shown(given[name], name),
  )
}
