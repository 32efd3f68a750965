// What a tap does, and where which action may stand. The label differs by place; the rest does not.
import { own } from '../check/check.ts'
import { isLater, MODES } from '../check/moment.ts'
import type { Run } from '../check/problem.ts'
import {
  choice,
  forbidden,
  graphemes,
  link,
  maybe,
  moment,
  object,
  oneOf,
  text,
  type ChoiceRule,
  type Json,
  type ObjectRule,
} from '../check/rule.ts'

const data = text(300)
const words = graphemes(300)

/** Without label: see LABELS. */
export const ACTIONS = {
  postback: object(
    {
      data,
      displayText: maybe(words),
      text: maybe(words),
      inputOption: maybe(oneOf('closeRichMenu', 'openRichMenu', 'openKeyboard', 'openVoice')),
      fillInText: maybe(words),
    },
    postbackFits,
  ),
  message: object({ text: words }),
  uri: object({ uri: link(), altUri: maybe(object({ desktop: maybe(link()) })) }),
  datetimepicker: object(
    {
      data,
      mode: oneOf(...MODES),
      initial: maybe(moment),
      max: maybe(moment),
      min: maybe(moment),
    },
    (action, at, run) => {
      if (!isLater(own(action, 'max'), own(action, 'min'), own(action, 'mode'))) run.say(`${at}.max`, 'out_of_range')
    },
  ),
  clipboard: object({ clipboardText: text(1000) }),
  camera: object({}),
  cameraRoll: object({}),
  location: object({}),
  richmenuswitch: object({ richMenuAliasId: text(32), data }),
} as const

/** `displayText` took the place of `text`; only a keyboard that opens has something filled in. */
function postbackFits(action: Json, at: string, run: Run): void {
  if (own(action, 'text') !== undefined && own(action, 'displayText') !== undefined)
    run.say(`${at}.text`, 'not_allowed')
  if (own(action, 'fillInText') !== undefined && own(action, 'inputOption') !== 'openKeyboard')
    run.say(`${at}.fillInText`, 'not_allowed')
}

const unseen = { min: 0 as const }
export const LABELS = {
  template: graphemes(20),
  imageCarousel: maybe(graphemes(12, unseen)),
  quickReply: graphemes(20),
  flexButton: graphemes(40),
  flex: maybe(graphemes(40, unseen)),
}
export type Place = keyof typeof LABELS

const ANYWHERE = ['postback', 'message', 'uri', 'datetimepicker', 'clipboard']
/** A rich menu's switch stands in no message. */
export const ACTIONS_AT: Record<Place, readonly string[]> = {
  template: ANYWHERE,
  imageCarousel: ANYWHERE,
  quickReply: [...ANYWHERE, 'camera', 'cameraRoll', 'location'],
  flexButton: ANYWHERE,
  flex: ANYWHERE,
}

function kindsAt(place: Place): Record<string, ObjectRule> {
  const elsewhere = place.startsWith('flex') ? {} : { altUri: forbidden } // supported in flex only
  const kinds = Object.entries<ObjectRule>(ACTIONS).map(([type, { fields, also }]) => {
    const more = type === 'uri' ? elsewhere : {}
    return [type, object({ label: LABELS[place], ...fields, ...more }, also)] as const
  })
  return Object.fromEntries(kinds)
}

export function actionAt(place: Place): ChoiceRule {
  const kinds = kindsAt(place)
  return choice(() => kinds, ACTIONS_AT[place])
}
