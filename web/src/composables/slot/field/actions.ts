// What a tap does, as fields: by kind of action, its label by the place it stands in (MF-4).
import { LIMITS } from '@madoguchi/contracts/line/limits'
import { MODES } from '@madoguchi/contracts/line/check/moment'
import { text } from '@madoguchi/contracts/line/check/rule'
import { areaFields, areaTypes } from './area.ts'
import { choice, line, lines, type ActionPlace, type Field } from './part.ts'

const { postback, message, uri, datetimepicker, clipboard } = LIMITS.action
const moment = { ...text(20), optional: true as const }

const FIELDS: Record<string, readonly Field[]> = {
  message: [line('text', message.text, 'says')],
  postback: [
    line('data', postback.data),
    line('displayText', postback.displayText),
    choice('inputOption', postback.inputOption.values),
    line('fillInText', postback.fillInText),
  ],
  uri: [line('uri', uri.uri)],
  datetimepicker: [
    line('data', datetimepicker.data),
    choice('mode', MODES, 'date'),
    line('initial', moment),
    line('min', moment),
    line('max', moment),
  ],
  clipboard: [lines('clipboardText', clipboard.clipboardText)],
  camera: [],
  cameraRoll: [],
  location: [],
}

/** The first is what a new action is. */
export const actionTypes = (place: ActionPlace): string[] =>
  place === 'area' ? areaTypes : Object.keys(FIELDS).filter((type) => LIMITS.actionsAt[place].includes(type))

export function actionFields(place: ActionPlace, type: string): readonly Field[] {
  if (place === 'area') return areaFields(type)
  if (!Object.hasOwn(FIELDS, type)) return []
  return [line('label', LIMITS.label[place]), ...FIELDS[type]!]
}
