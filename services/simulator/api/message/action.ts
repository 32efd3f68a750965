import { textOr } from '../../text.ts'
import type { Fields } from './field.ts'

/** Where an action stands decides which kinds are allowed and what its label must be. */
export type Place = 'template' | 'imageCarousel' | 'quickReply' | 'flexButton' | 'flex'

const EVERYWHERE = ['postback', 'message', 'uri', 'datetimepicker', 'clipboard']
const labels: Record<Place, { max: number; optional: boolean }> = {
  template: { max: 20, optional: false },
  imageCarousel: { max: 12, optional: true },
  quickReply: { max: 20, optional: false },
  flexButton: { max: 40, optional: false },
  flex: { max: 40, optional: true },
}

const kinds: Record<string, (fields: Fields, place: Place) => void> = {
  postback(fields) {
    fields.text('data', { max: 300 })
    fields.text('displayText', { max: 300, optional: true, graphemes: true })
    fields.text('text', { max: 300, optional: true, graphemes: true })
    if (fields.value.displayText !== undefined && fields.value.text !== undefined)
      fields.problem('text', 'May not be used together with displayText (sim)')
    fields.oneOf('inputOption', ['closeRichMenu', 'openRichMenu', 'openKeyboard', 'openVoice'], true)
    fields.text('fillInText', { max: 300, optional: true, graphemes: true })
    if (fields.value.fillInText !== undefined && fields.value.inputOption !== 'openKeyboard')
      fields.problem('fillInText', 'Needs inputOption openKeyboard (sim)')
  },
  message: (fields) => fields.text('text', { max: 300, graphemes: true }),
  uri(fields, place) {
    const rule = { max: 1000, schemes: ['http', 'https', 'line', 'tel'] }
    fields.url('uri', rule)
    if (fields.value.altUri === undefined) return
    if (!place.startsWith('flex')) fields.problem('altUri', 'Is supported in Flex Messages only (sim)')
    else fields.object('altUri', (other) => other.url('desktop', { ...rule, optional: true }))
  },
  clipboard: (fields) => fields.text('clipboardText', { max: 1000 }),
  datetimepicker(fields) {
    fields.text('data', { max: 300 })
    fields.oneOf('mode', ['date', 'time', 'datetime'])
    checkMoments(fields)
  },
  camera: () => undefined,
  cameraRoll: () => undefined,
  location: () => undefined,
}

const DATE = '(?<day>(?:(?:19|20)\\d\\d|2100)-\\d\\d-\\d\\d)'
const TIME = '([01]\\d|2[0-3]):[0-5]\\d'
const shapes: Record<string, RegExp> = {
  date: new RegExp(`^${DATE}$`),
  time: new RegExp(`^${TIME}$`),
  datetime: new RegExp(`^${DATE}[Tt]${TIME}$`),
}

/** Of the picker's shape, and a day that exists. */
function isMoment(value: unknown, shape: RegExp): value is string {
  const found = typeof value === 'string' ? shape.exec(value) : null
  const day = found?.groups?.day
  if (found === null || day === undefined) return found !== null
  const real = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(day)
}

function checkMoments(fields: Fields): void {
  const shape = Object.hasOwn(shapes, textOr(fields.value.mode)) ? shapes[textOr(fields.value.mode)]! : shapes.date!
  for (const bound of ['initial', 'max', 'min']) {
    const value = fields.value[bound]
    if (value !== undefined && value !== null && !isMoment(value, shape))
      fields.problem(bound, 'Invalid date or time (sim)')
  }
  const { max, min } = fields.value
  if (isMoment(max, shape) && isMoment(min, shape) && max.toUpperCase() <= min.toUpperCase())
    fields.problem('max', 'Must be later than min (sim)')
}

export function checkAction(fields: Fields, place: Place): void {
  const allowed = place === 'quickReply' ? [...EVERYWHERE, 'camera', 'cameraRoll', 'location'] : EVERYWHERE
  fields.oneOf('type', allowed)
  const { max, optional } = labels[place]
  fields.text('label', { max, optional, graphemes: true, emptyOk: optional })
  if (allowed.includes(String(fields.value.type))) kinds[String(fields.value.type)]!(fields, place)
}
