// Small Flex blocks of our own, put where the cursor stands in the JSON. Their words are left empty: the check then leads to each, and
// nothing of ours is sent by mistake.
import { readJson } from '../json/readJson.ts'

const tap = { type: 'uri', label: '', uri: '' }
export const BLOCKS = {
  text: { type: 'text', text: '', wrap: true },
  heading: { type: 'text', text: '', weight: 'bold', size: 'xl', wrap: true },
  image: { type: 'image', url: '', size: 'full', aspectRatio: '20:13', aspectMode: 'cover' },
  button: { type: 'button', style: 'primary', action: tap },
  link: { type: 'button', style: 'link', height: 'sm', action: tap },
  box: { type: 'box', layout: 'vertical', spacing: 'sm', contents: [{ type: 'text', text: '', wrap: true }] },
  row: {
    type: 'box',
    layout: 'baseline',
    spacing: 'sm',
    contents: [
      { type: 'text', text: '', size: 'sm', color: '#8C8C8C', flex: 1 },
      { type: 'text', text: '', size: 'sm', wrap: true, flex: 3 },
    ],
  },
  separator: { type: 'separator', margin: 'md' },
} as const
export type BlockName = keyof typeof BLOCKS

/** `from`, `to`: what is to be filled in first. */
export type Inserted = { text: string; from: number; to: number }
type Json = Record<string, unknown>

/** null: the text is no Flex container, so that there is no place. */
export function insertBlock(text: string, offset: number, name: BlockName): Inserted | null {
  if (text.trim() === '') return written(bubbleOf([BLOCKS[name]]), 'body.contents[0]')
  const read = readJson(text)
  if ('wrong' in read || !isJson(read.value)) return null
  const root = structuredClone(read.value)
  const path = put(root, read.pathAt(offset), structuredClone(BLOCKS[name]))
  return path === null ? null : written(root, path)
}

const bubbleOf = (contents: readonly object[]): Json => ({
  type: 'bubble',
  body: { type: 'box', layout: 'vertical', spacing: 'md', contents },
})

/** Behind the component at the cursor, else into the box there, else at the end of the body. Gives the path where it stands now. */
function put(root: Json, cursor: string, block: object): string | null {
  for (let at = cursor; at !== ''; at = parentOf(at)) {
    const [, list, index] = /^(.*\.contents)\[(\d+)\]$/.exec(at) ?? []
    if (list !== undefined && isBox(valueAt(root, list.slice(0, -'.contents'.length))))
      return place(valueAt(root, list), list, Number(index) + 1, block)
    const box = at.replace(/\.contents$/, '')
    const here = valueAt(root, box)
    if (isBox(here)) return place(here.contents, `${box}.contents`, here.contents.length, block)
  }
  return atEnd(root, block)
}

function atEnd(root: Json, block: object): string | null {
  const inCarousel = root.type === 'carousel' && Array.isArray(root.contents)
  const bubble: unknown = inCarousel ? (root.contents as unknown[])[0] : root
  const before = inCarousel ? 'contents[0].' : ''
  if (!isJson(bubble) || bubble.type !== 'bubble') return null
  bubble.body ??= { type: 'box', layout: 'vertical', contents: [] }
  const { body } = bubble
  return isBox(body) ? place(body.contents, `${before}body.contents`, body.contents.length, block) : null
}

function place(list: unknown, path: string, index: number, block: object): string | null {
  if (!Array.isArray(list)) return null
  list.splice(index, 0, block)
  return `${path}[${index}]`
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const isBox = (value: unknown): value is Json & { contents: unknown[] } =>
  isJson(value) && value.type === 'box' && Array.isArray(value.contents)

const parentOf = (path: string): string => path.replace(/(?:^|\.)[^.[\]]*$|\[\d*\]$/, '')

function valueAt(root: unknown, path: string): unknown {
  const steps = path.match(/[^.[\]]+/g) ?? []
  return steps.reduce<unknown>(
    (value, step) => (Object.hasOwn(Object(value) as object, step) ? (value as Json)[step] : undefined),
    root,
  )
}

/** With the first empty words of the block marked. */
function written(root: Json, path: string): Inserted {
  const text = JSON.stringify(root, null, 2)
  const read = readJson(text)
  const start = 'wrong' in read ? 0 : read.startOf(path)
  const empty = text.indexOf('""', start)
  return empty < 0 ? { text, from: start, to: start } : { text, from: empty + 1, to: empty + 1 }
}
