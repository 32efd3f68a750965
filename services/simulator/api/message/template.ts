import { textOr } from '../../text.ts'
import { checkAction } from './action.ts'
import { isObject } from './field.ts'
import type { Fields, Json } from './field.ts'

const hasHead = (value: Json) => value.thumbnailImageUrl !== undefined || value.title !== undefined
const actions = (fields: Fields, min: number, max: number) =>
  fields.list('actions', { min, max }, (action) => checkAction(action, 'template'))

function head(fields: Fields, plain: number): void {
  fields.text('title', { max: 40, optional: true, graphemes: true })
  fields.text('text', { max: hasHead(fields.value) ? 60 : plain, graphemes: true })
  fields.url('thumbnailImageUrl', { optional: true })
  fields.object('defaultAction', (action) => checkAction(action, 'template'), true)
}

function look(fields: Fields): void {
  fields.oneOf('imageAspectRatio', ['rectangle', 'square'], true)
  fields.oneOf('imageSize', ['cover', 'contain'], true)
}

/** What all columns must have in common. */
function sameColumns(fields: Fields): void {
  const columns = (Array.isArray(fields.value.columns) ? fields.value.columns : []).filter(isObject)
  const shape = (column: Json) =>
    JSON.stringify([
      Array.isArray(column.actions) ? column.actions.length : 0,
      column.title !== undefined,
      column.thumbnailImageUrl !== undefined,
    ])
  if (new Set(columns.map(shape)).size > 1)
    fields.problem('columns', 'All columns need the same number of actions and the same use of image and title (sim)')
}

const kinds: Record<string, (fields: Fields) => void> = {
  buttons(fields) {
    head(fields, 160)
    look(fields)
    actions(fields, 1, 4)
  },
  confirm(fields) {
    fields.text('text', { max: 240, graphemes: true })
    actions(fields, 2, 2)
  },
  carousel(fields) {
    look(fields)
    sameColumns(fields)
    fields.list('columns', { min: 1, max: 10 }, (column) => {
      head(column, 120)
      actions(column, 1, 3)
    })
  },
  image_carousel(fields) {
    fields.list('columns', { min: 1, max: 10 }, (column) => {
      column.url('imageUrl')
      column.object('action', (action) => checkAction(action, 'imageCarousel'))
    })
  },
}

export function checkTemplate(fields: Fields): void {
  fields.text('altText', { max: 1500 })
  fields.object('template', (template) => {
    template.oneOf('type', Object.keys(kinds))
    const type = textOr(template.value.type)
    if (Object.hasOwn(kinds, type)) kinds[type]!(template)
  })
}
