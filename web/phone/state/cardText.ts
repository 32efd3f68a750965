import type { Message } from './chat.ts'

const text = (value: unknown): string[] => (typeof value === 'string' && value !== '' ? [value] : [])
type Card = { title?: unknown; text?: unknown; columns?: unknown; [more: string]: unknown }

function templateLines(template: Card): string[] {
  const columns = Array.isArray(template.columns) ? (template.columns as Card[]) : []
  return [...text(template.title), ...text(template.text), ...columns.flatMap(templateLines)]
}

/** Texts and spans in reading order; the labels of buttons are drawn as buttons. */
function flexLines(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(flexLines)
  if (typeof value !== 'object' || value === null) return []
  const {
    type,
    text: words,
    contents,
    action: _button,
    ...rest
  } = value as Card & { type?: unknown; contents?: unknown; action?: unknown }
  if (type === 'text') return Array.isArray(contents) ? [flexLines(contents).join('')] : text(words)
  if (type === 'span') return text(words)
  return [...Object.values(rest).flatMap(flexLines), ...flexLines(contents)]
}

/** PURE. The words of a template or flex message, in a simpler shape than a phone's; altText where there are none. */
export function cardLines(message: Message): string[] | null {
  if (message.type !== 'template' && message.type !== 'flex') return null
  const lines =
    message.type === 'template' ? templateLines((message.template ?? {}) as Card) : flexLines(message.contents)
  return lines.length > 0 ? lines : text(message.altText)
}
