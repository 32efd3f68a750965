// LINE's limits as data, by kind and field: what the check reads, a form reads too, e.g. `LIMITS.template.buttons.text.max`.
import { DEPTH_MAX } from './check/check.ts'
import { ACTIONS, ACTIONS_AT, LABELS } from './table/action.ts'
import { QUICK_REPLY, QUICK_REPLY_ITEM, SENDER } from './table/every.ts'
import { COMPONENTS, IMAGE_ANIMATED_MAX } from './table/flex/component.ts'
import { BLOCK_STYLE, BUBBLE, BUBBLE_BYTES, CAROUSEL, CAROUSEL_BYTES, FLEX } from './table/flex/container.ts'
import { GRADIENT } from './table/flex/gradient.ts'
import { IMAGEMAP, IMAGEMAP_ACTIONS, IMAGEMAP_AREA, IMAGEMAP_LINK, IMAGEMAP_VIDEO } from './table/imagemap.ts'
import { AUDIO, COUPON, IMAGE, LOCATION, STICKER, VIDEO } from './table/media.ts'
import { CAROUSEL_COLUMN, IMAGE_COLUMN, TEMPLATE, TEMPLATES } from './table/template.ts'
import { SUBSTITUTES, SUBSTITUTES_MAX, TEXT, TEXT_EMOJI, TEXT_V2 } from './table/text.ts'
import { MESSAGES_MAX } from './size.ts'

/** The message objects LINE takes, by type. */
export const MESSAGES = {
  text: TEXT,
  textV2: TEXT_V2,
  sticker: STICKER,
  image: IMAGE,
  video: VIDEO,
  audio: AUDIO,
  location: LOCATION,
  coupon: COUPON,
  imagemap: IMAGEMAP,
  template: TEMPLATE,
  flex: FLEX,
}

export const LIMITS = {
  messages: { min: 1, max: MESSAGES_MAX },
  text: { ...TEXT.fields, emoji: TEXT_EMOJI.fields },
  textV2: { ...TEXT_V2.fields, substitutes: { max: SUBSTITUTES_MAX, ...SUBSTITUTES } },
  sticker: STICKER.fields,
  image: IMAGE.fields,
  video: VIDEO.fields,
  audio: AUDIO.fields,
  location: LOCATION.fields,
  coupon: COUPON.fields,
  imagemap: {
    ...IMAGEMAP.fields,
    uri: IMAGEMAP_ACTIONS.uri.fields,
    message: IMAGEMAP_ACTIONS.message.fields,
    clipboard: IMAGEMAP_ACTIONS.clipboard.fields,
    area: IMAGEMAP_AREA.fields,
    film: { ...IMAGEMAP_VIDEO.fields, externalLink: IMAGEMAP_LINK.fields },
  },
  template: {
    altText: TEMPLATE.fields.altText,
    buttons: TEMPLATES.buttons.fields,
    confirm: TEMPLATES.confirm.fields,
    carousel: TEMPLATES.carousel.fields,
    column: CAROUSEL_COLUMN.fields,
    image_carousel: TEMPLATES.image_carousel.fields,
    imageColumn: IMAGE_COLUMN.fields,
  },
  flex: {
    altText: FLEX.fields.altText,
    bubble: { ...BUBBLE.fields, bytes: BUBBLE_BYTES },
    carousel: { ...CAROUSEL.fields, bytes: CAROUSEL_BYTES },
    blockStyle: BLOCK_STYLE.fields,
    gradient: GRADIENT.fields,
    component: COMPONENTS,
    animated: { max: IMAGE_ANIMATED_MAX },
    depth: { max: DEPTH_MAX },
  },
  quickReply: { ...QUICK_REPLY.fields, item: QUICK_REPLY_ITEM.fields },
  sender: SENDER.fields,
  action: {
    postback: ACTIONS.postback.fields,
    message: ACTIONS.message.fields,
    uri: ACTIONS.uri.fields,
    datetimepicker: ACTIONS.datetimepicker.fields,
    clipboard: ACTIONS.clipboard.fields,
  },
  /** By place: what an action there is called, and which actions may stand there. */
  label: LABELS,
  actionsAt: ACTIONS_AT,
}
