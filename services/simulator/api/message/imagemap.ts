import { isObject } from './field.ts'
import type { Fields } from './field.ts'

const area = (fields: Fields, base: unknown) =>
  fields.object('area', (inner) => {
    for (const side of ['x', 'y']) inner.number(side, { min: 0, whole: true })
    for (const side of ['width', 'height']) inner.number(side, { min: 1, whole: true })
    checkInside(inner, base)
  })

/** An area lies in the picture. */
function checkInside({ value, problem }: Fields, base: unknown): void {
  if (!isObject(base)) return
  for (const [from, length] of [
    ['x', 'width'],
    ['y', 'height'],
  ] as const) {
    const numbers = [value[from], value[length], base[length]]
    if (numbers.every((one) => typeof one === 'number') && Number(numbers[0]) + Number(numbers[1]) > Number(numbers[2]))
      problem(length, 'Must lie in the picture (sim)')
  }
}

function checkVideo(fields: Fields, base: unknown): void {
  fields.url('originalContentUrl')
  fields.url('previewImageUrl')
  area(fields, base)
  fields.object(
    'externalLink',
    (link) => {
      link.url('linkUri', { max: 1000, schemes: ['http', 'https', 'line', 'tel'] })
      link.text('label', { max: 30 })
    },
    true,
  )
}

export function checkImagemap(fields: Fields): void {
  fields.url('baseUrl')
  fields.text('altText', { max: 1500 })
  fields.object('baseSize', (size) => {
    size.number('width', { min: 1040, max: 1040, whole: true })
    size.number('height', { min: 1, whole: true })
  })
  const base = fields.value.baseSize
  fields.object('video', (video) => checkVideo(video, base), true)
  fields.list('actions', { min: 0, max: 50 }, (action) => {
    action.oneOf('type', ['uri', 'message', 'clipboard'])
    action.text('label', { max: 100, optional: true, emptyOk: true })
    area(action, base)
    if (action.value.type === 'uri') action.url('linkUri', { max: 1000, schemes: ['http', 'https', 'line', 'tel'] })
    if (action.value.type === 'message') action.text('text', { max: 400 })
    if (action.value.type === 'clipboard') action.text('clipboardText', { max: 1000 })
  })
}
