import type { Fields } from './field.ts'

const area = (fields: Fields) =>
  fields.object('area', (inner) => {
    for (const side of ['x', 'y', 'width', 'height']) inner.number(side, { min: 0 })
  })

function checkVideo(fields: Fields): void {
  fields.url('originalContentUrl')
  fields.url('previewImageUrl')
  area(fields)
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
    size.number('width', { min: 1040, max: 1040 })
    size.number('height', { min: 1 })
  })
  fields.object('video', checkVideo, true)
  fields.list('actions', { min: 0, max: 50 }, (action) => {
    action.oneOf('type', ['uri', 'message', 'clipboard'])
    action.text('label', { max: 100, optional: true })
    area(action)
    if (action.value.type === 'uri') action.url('linkUri', { max: 1000, schemes: ['http', 'https', 'line', 'tel'] })
    if (action.value.type === 'message') action.text('text', { max: 400 })
    if (action.value.type === 'clipboard') action.text('clipboardText', { max: 1000 })
  })
}
