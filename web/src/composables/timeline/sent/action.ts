// What a tap would do, told and never done: a key under `messageSent.action` with its values (TL-29, TL-30, TL-33).
import { openOf, wordsOf } from './open.ts'

export type Act = { label: string | null; key: string; values: Record<string, string> }

/** null: no action that could be told. */
export function actOf(value: unknown): Act | null {
  const action = openOf(value)
  const type = wordsOf(action.type)
  if (type === null) return null
  const { key, values } = (Object.hasOwn(TOLD, type) ? TOLD[type] : undefined)?.(action) ?? {
    key: 'other',
    values: { type },
  }
  return { label: wordsOf(action.label), key, values }
}

type Told = (action: Readonly<Record<string, unknown>>) => { key: string; values: Record<string, string> }
const words = (value: unknown) => wordsOf(value) ?? '–'
const bare =
  (key: string): Told =>
  () => ({ key, values: {} })

const TOLD: Record<string, Told> = {
  postback({ data, displayText, text }) {
    const said = wordsOf(displayText) ?? wordsOf(text)
    return said === null
      ? { key: 'postback', values: { data: words(data) } }
      : { key: 'postbackSays', values: { text: said, data: words(data) } }
  },
  message: ({ text }) => ({ key: 'message', values: { text: words(text) } }),
  uri: ({ uri, linkUri }) => ({ key: 'uri', values: { uri: wordsOf(uri) ?? words(linkUri) } }),
  clipboard: ({ clipboardText }) => ({ key: 'clipboard', values: { text: words(clipboardText) } }),
  datetimepicker: ({ data, mode }) => ({
    key: mode === 'date' || mode === 'time' ? mode : 'datetime',
    values: { data: words(data) },
  }),
  richmenuswitch: ({ richMenuAliasId }) => ({ key: 'menu', values: { menu: words(richMenuAliasId) } }),
  camera: bare('camera'),
  cameraRoll: bare('cameraRoll'),
  location: bare('location'),
}
