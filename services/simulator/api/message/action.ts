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

const kinds: Record<string, (fields: Fields) => void> = {
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
  uri: (fields) => fields.url('uri', { max: 1000, schemes: ['http', 'https', 'line', 'tel'] }),
  clipboard: (fields) => fields.text('clipboardText', { max: 1000 }),
  datetimepicker(fields) {
    fields.text('data', { max: 300 })
    fields.oneOf('mode', ['date', 'time', 'datetime'])
    const shape = shapes[String(fields.value.mode)]
    for (const bound of ['initial', 'max', 'min']) {
      const value = fields.value[bound]
      if (value !== undefined && shape !== undefined && !(typeof value === 'string' && shape.test(value)))
        fields.problem(bound, 'Invalid date or time (sim)')
    }
  },
  camera: () => undefined,
  cameraRoll: () => undefined,
  location: () => undefined,
}

const DATE = '(19|20)\\d\\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])|2100-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])'
const TIME = '([01]\\d|2[0-3]):[0-5]\\d'
const shapes: Record<string, RegExp> = {
  date: new RegExp(`^(${DATE})$`),
  time: new RegExp(`^${TIME}$`),
  datetime: new RegExp(`^(${DATE})[Tt]${TIME}$`),
}

export function checkAction(fields: Fields, place: Place): void {
  const allowed = place === 'quickReply' ? [...EVERYWHERE, 'camera', 'cameraRoll', 'location'] : EVERYWHERE
  fields.oneOf('type', allowed)
  const { max, optional } = labels[place]
  fields.text('label', { max, optional, graphemes: true, emptyOk: optional })
  if (allowed.includes(String(fields.value.type))) kinds[String(fields.value.type)]!(fields)
}
