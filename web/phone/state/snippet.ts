import { say, sayOf } from '../words.ts'
import type { Message } from './chat.ts'
import { segmentsOf } from './segments.ts'

/** What kind of thing a message is, where the thing itself is not drawn. */
export function kindOf({ type, packageId, stickerId }: Message): string {
  const name = sayOf('kind', type, { sticker: `${String(packageId)}/${String(stickerId)}` })
  return name === type ? say('kind_other', { type }) : name
}

/** One line that stands for a message: in a quote, for a screen reader. */
export function snippetOf(message: Message): string {
  const words = segmentsOf(message)
    ?.map((one) => one.text)
    .join('')
    .trim()
  if (words !== undefined && words !== '') return words.slice(0, 120)
  const { altText, title, fileName } = message
  const named = [altText, title, fileName].find((one): one is string => typeof one === 'string' && one !== '')
  return named === undefined ? kindOf(message) : `${kindOf(message)} · ${named.slice(0, 100)}`
}
