// The kinds of a slot and their fields (MF-4). Limits are LINE's own tables; nothing is said twice.
import { LIMITS } from '@madoguchi/contracts/line/limits'
import { FILM } from './area.ts'
import { choice, line, lines, number, type Field, type Part } from './part.ts'

const { template, location, imagemap, quickReply, sender } = LIMITS

const actions = ({ min, max }: { min: number; max: number }): Field => ({
  name: 'actions',
  part: { is: 'list', min, max, of: { is: 'action', place: 'template' }, items: 'action' },
})
const defaultAction: Field = { name: 'defaultAction', part: { is: 'action', place: 'template', optional: true } }
const look = [
  choice('imageAspectRatio', template.buttons.imageAspectRatio.values),
  choice('imageSize', template.buttons.imageSize.values),
]
type Head = typeof LIMITS.template.buttons | typeof LIMITS.template.column
const head = (rules: Head): Field[] => [
  line('thumbnailImageUrl', rules.thumbnailImageUrl),
  line('title', rules.title),
  lines('text', rules.text),
]
const background: Field = {
  name: 'imageBackgroundColor',
  part: { is: 'text', rule: { kind: 'text', max: 7, unit: 'utf16', min: 1, optional: true } },
}

const column: Part = {
  is: 'group',
  fields: [...head(template.column), actions(template.column.actions), background, defaultAction],
}
const picture: Part = {
  is: 'group',
  fields: [
    line('imageUrl', template.imageColumn.imageUrl),
    { name: 'action', part: { is: 'action', place: 'imageCarousel' } },
  ],
}
const columns = ({ min, max }: { min: number; max: number }, of: Part): Field => ({
  name: 'columns',
  part: { is: 'list', min, max, of, items: 'column' },
})
const templateOf = (type: string, fields: Field[]): Field[] => [
  line('altText', template.altText),
  { name: 'template', part: { is: 'group', type, fields } },
]
const pictures = (rules: typeof LIMITS.image | typeof LIMITS.video): Field[] => [
  line('originalContentUrl', rules.originalContentUrl),
  line('previewImageUrl', rules.previewImageUrl),
]

/** LINE takes no other. */
export const IMAGEMAP_WIDTH = imagemap.baseSize.fields.width.max
const baseHeight: Field = { ...number('height', imagemap.baseSize.fields.height), label: 'baseHeight' }
const emoji: Part = {
  is: 'group',
  fields: [
    number('index', LIMITS.text.emoji.index),
    line('productId', LIMITS.text.emoji.productId),
    line('emojiId', LIMITS.text.emoji.emojiId),
  ],
}

/** In the order of the menu. */
export const KINDS = {
  text: {
    type: 'text',
    fields: [
      lines('text', LIMITS.text.text),
      {
        name: 'emojis',
        aside: true,
        part: { is: 'list', min: 0, max: LIMITS.text.emojis.max, of: emoji, items: 'emoji', optional: true },
      },
    ],
  },
  sticker: {
    type: 'sticker',
    fields: [line('packageId', LIMITS.sticker.packageId), line('stickerId', LIMITS.sticker.stickerId)],
  },
  image: { type: 'image', fields: pictures(LIMITS.image) },
  video: { type: 'video', fields: [...pictures(LIMITS.video), line('trackingId', LIMITS.video.trackingId)] },
  audio: {
    type: 'audio',
    fields: [line('originalContentUrl', LIMITS.audio.originalContentUrl), number('duration', LIMITS.audio.duration)],
  },
  location: {
    type: 'location',
    fields: [
      line('title', location.title),
      line('address', location.address),
      number('latitude', location.latitude),
      number('longitude', location.longitude),
    ],
  },
  imagemap: {
    type: 'imagemap',
    fields: [
      line('baseUrl', imagemap.baseUrl),
      line('altText', imagemap.altText),
      { name: 'baseSize', part: { is: 'group', fixed: { width: IMAGEMAP_WIDTH }, fields: [baseHeight] } },
      {
        name: 'actions',
        label: 'areas',
        part: {
          is: 'list',
          min: imagemap.actions.min,
          max: imagemap.actions.max,
          of: { is: 'action', place: 'area' },
          items: 'area',
          fresh: { area: { x: '0', y: '0', width: '260', height: '260' } },
          folds: true,
        },
      },
      { name: 'video', label: 'film', part: FILM, aside: true },
    ],
  },
  buttons: {
    type: 'template',
    fields: templateOf('buttons', [
      ...head(template.buttons),
      actions(template.buttons.actions),
      ...look,
      background,
      defaultAction,
    ]),
  },
  confirm: {
    type: 'template',
    fields: templateOf('confirm', [lines('text', template.confirm.text), actions(template.confirm.actions)]),
  },
  carousel: {
    type: 'template',
    fields: templateOf('carousel', [columns(template.carousel.columns, column), ...look]),
  },
  imageCarousel: {
    type: 'template',
    fields: templateOf('image_carousel', [columns(template.image_carousel.columns, picture)]),
  },
  flex: { type: 'flex', fields: [line('altText', LIMITS.flex.altText), { name: 'contents', part: { is: 'json' } }] },
  raw: { type: null, fields: [{ name: 'raw', part: { is: 'json' } }] },
} as const satisfies Record<string, { type: string | null; fields: readonly Field[] }>

export type Kind = keyof typeof KINDS
export const isKind = (value: unknown): value is Kind => typeof value === 'string' && Object.hasOwn(KINDS, value)

const reply: Part = {
  is: 'group',
  type: 'action',
  fields: [{ name: 'action', part: { is: 'action', place: 'quickReply' } }, line('imageUrl', quickReply.item.imageUrl)],
}
/** What every kind carries besides; a raw object says it itself. */
export const COMMON: readonly Field[] = [
  {
    name: 'quickReply',
    part: {
      is: 'group',
      optional: true,
      fields: [{ name: 'items', part: { is: 'list', min: 0, max: quickReply.items.max, of: reply, items: 'reply' } }],
    },
  },
  {
    name: 'sender',
    part: {
      is: 'group',
      optional: true,
      fields: [line('name', sender.name, 'senderName'), line('iconUrl', sender.iconUrl)],
    },
  },
]

export const fieldsOf = (kind: Kind): readonly Field[] =>
  kind === 'raw' ? KINDS.raw.fields : [...KINDS[kind].fields, ...COMMON]
