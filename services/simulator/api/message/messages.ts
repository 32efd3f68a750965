import { textOr } from '../../text.ts'
import type { Problem } from '../answer.ts'
import { checkAction } from './action.ts'
import { fieldsOf, isObject } from './field.ts'
import type { Fields } from './field.ts'
import { checkFlex } from './flex.ts'
import { checkImagemap } from './imagemap.ts'
import { checkAudio, checkCoupon, checkImage, checkLocation, checkSticker, checkVideo } from './media.ts'
import { checkTemplate } from './template.ts'
import { checkText, checkTextV2 } from './text.ts'
import type { Recipient } from './text.ts'

const kinds: Record<string, (fields: Fields, recipient: Recipient | null) => void> = {
  text: checkText,
  textV2: checkTextV2,
  sticker: checkSticker,
  image: checkImage,
  video: checkVideo,
  audio: checkAudio,
  location: checkLocation,
  coupon: checkCoupon,
  imagemap: checkImagemap,
  template: checkTemplate,
  flex: checkFlex,
}

function checkQuickReply(fields: Fields): void {
  fields.list('items', { min: 1, max: 13 }, (item) => {
    item.oneOf('type', ['action'])
    item.url('imageUrl', { optional: true })
    item.object('action', (action) => checkAction(action, 'quickReply'))
  })
}

function checkSender(fields: Fields): void {
  fields.text('name', { max: 20, optional: true })
  fields.url('iconUrl', { optional: true })
  if (/(?<![a-z])line(?![a-z])/i.test(textOr(fields.value.name)))
    fields.problem('name', 'Contains a word that is not allowed (sim)')
}

function checkMessage(fields: Fields, recipient: Recipient | null): void {
  fields.oneOf('type', Object.keys(kinds))
  const type = textOr(fields.value.type)
  if (Object.hasOwn(kinds, type)) kinds[type]!(fields, recipient)
  fields.object('quickReply', checkQuickReply, true)
  fields.object('sender', checkSender, true)
}

/** Every problem of a `messages` array. `recipient` null: nobody in particular (validate). */
export function checkMessages(messages: unknown, recipient: Recipient | null): Problem[] {
  const problems: Problem[] = []
  if (!Array.isArray(messages)) return [{ message: 'May not be empty', property: 'messages' }]
  if (messages.length < 1 || messages.length > 5)
    problems.push({ message: 'Size must be between 1 and 5', property: 'messages' })
  messages.forEach((message, i) => {
    if (isObject(message)) checkMessage(fieldsOf(message, `messages[${i}]`, problems), recipient)
    else problems.push({ message: 'Must be an object (sim)', property: `messages[${i}]` })
  })
  return problems
}
