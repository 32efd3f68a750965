// Message objects LINE takes, by kind: shapes here, LINE's limits in limits.ts. LINE counts text in UTF-16 code units
// (JavaScript's .length); JSON Schema's maxLength counts code points, so lengths are checked by hand.
import { Type, type Static } from 'typebox'
import { FlexMessage } from './message/flex.ts'
import { ImagemapMessage } from './message/imagemap.ts'
import {
  AudioMessage,
  CouponMessage,
  ImageMessage,
  LocationMessage,
  StickerMessage,
  VideoMessage,
} from './message/media.ts'
import { TemplateMessage } from './message/template.ts'
import { TextMessage, TextV2Message } from './message/text.ts'

export { MESSAGES_MAX, TEXT_MAX } from './size.ts'

export const SendableMessage = Type.Union([
  TextMessage,
  TextV2Message,
  StickerMessage,
  ImageMessage,
  VideoMessage,
  AudioMessage,
  LocationMessage,
  CouponMessage,
  ImagemapMessage,
  TemplateMessage,
  FlexMessage,
])
export type SendableMessage = Static<typeof SendableMessage>
export type SendableType = SendableMessage['type']
