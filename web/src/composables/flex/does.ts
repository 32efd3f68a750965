// What a tap would do, in words: a key of `flex.does` and what stands in its holes. Short enough for a tooltip; the whole stands in
// the popover.
import type { FlexAct } from './read/act.ts'
import { textOf } from './read/value.ts'

export type Said = { key: string; values: Record<string, string> }
const SHORT = 80

export function doesOf(act: FlexAct): Said {
  const short = (text: string) => textOf(text, SHORT) ?? ''
  switch (act.kind) {
    case 'uri':
      return uriOf(act.href, short(act.host))
    case 'message':
      return { key: 'message', values: { text: short(act.text) } }
    case 'postback':
      return act.says === null
        ? { key: 'postback', values: { data: short(act.data) } }
        : { key: 'postbackSays', values: { text: short(act.says) } }
    case 'pick':
      return { key: `pick.${act.mode}`, values: {} }
    case 'copy':
      return { key: 'copy', values: { text: short(act.text) } }
    case 'menu':
      return { key: 'menu', values: { menu: short(act.menu) } }
    case 'device':
      return { key: `device.${act.device}`, values: {} }
    case 'refused':
      return { key: 'refused', values: {} }
    default:
      return { key: 'other', values: { type: act.type } }
  }
}

function uriOf(href: string, host: string): Said {
  if (href.startsWith('tel:')) return { key: 'call', values: { number: textOf(href.slice(4), SHORT) ?? '' } }
  return href.startsWith('line:') ? { key: 'line', values: {} } : { key: 'open', values: { host } }
}

/** Everything a tap carries, in full: a key of `flex.part` and the text itself. */
export const partsOf = (act: FlexAct) =>
  carried(act).flatMap(([key, text]) => (text === null || text === '' ? [] : [{ key, text }]))

type Carried = readonly [key: 'address' | 'desktop' | 'text' | 'data' | 'menu', text: string | null][]

function carried(act: FlexAct): Carried {
  switch (act.kind) {
    case 'uri':
      return [
        ['address', act.href],
        ['desktop', act.desktop],
      ]
    case 'message':
    case 'copy':
      return [['text', act.text]]
    case 'postback':
      return [
        ['text', act.says],
        ['data', act.data],
      ]
    case 'pick':
      return [['data', act.data]]
    case 'menu':
      return [
        ['menu', act.menu],
        ['data', act.data],
      ]
    case 'refused':
      return [['address', act.text]]
    default:
      return []
  }
}
