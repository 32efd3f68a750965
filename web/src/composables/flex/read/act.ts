// What a tap would do, as facts to tell. Addresses come out only as http, https, line or tel; any other is kept as words.
import { field, oneOf, textOf } from './value.ts'

export type FlexAct = { label: string | null } & (
  | { kind: 'uri'; href: string; host: string; desktop: string | null }
  | { kind: 'message'; text: string }
  | { kind: 'postback'; data: string; says: string | null }
  | { kind: 'pick'; mode: 'date' | 'time' | 'datetime'; data: string }
  | { kind: 'copy'; text: string }
  | { kind: 'menu'; menu: string; data: string }
  | { kind: 'device'; device: 'camera' | 'cameraRoll' | 'location' }
  | { kind: 'refused'; text: string }
  | { kind: 'other'; type: string }
)
type Effect<T = FlexAct> = T extends FlexAct ? Omit<T, 'label'> : never

const OPENED = ['http:', 'https:', 'line:', 'tel:']
const MOST = { address: 2000, text: 1000, label: 100 }

/** Null where there is no action object at all. */
export function readAct(value: unknown): FlexAct | null {
  const type = textOf(field(value, 'type'), 40)
  if (type === null) return null
  return { label: textOf(field(value, 'label'), MOST.label), ...effectOf(type, value) }
}

function effectOf(type: string, value: unknown): Effect {
  const text = (key: string) => textOf(field(value, key), MOST.text)
  switch (type) {
    case 'uri':
      return uri(field(value, 'uri'), field(field(value, 'altUri'), 'desktop'))
    case 'message':
      return { kind: 'message', text: text('text') ?? '' }
    case 'postback':
      return { kind: 'postback', data: text('data') ?? '', says: text('displayText') ?? text('text') }
    case 'datetimepicker': {
      const mode = oneOf(field(value, 'mode'), ['date', 'time', 'datetime'], 'datetime')
      return { kind: 'pick', mode, data: text('data') ?? '' }
    }
    case 'clipboard':
      return { kind: 'copy', text: text('clipboardText') ?? '' }
    case 'richmenuswitch':
      return { kind: 'menu', menu: text('richMenuAliasId') ?? '', data: text('data') ?? '' }
    case 'camera':
    case 'cameraRoll':
    case 'location':
      return { kind: 'device', device: type }
    default:
      return { kind: 'other', type }
  }
}

function uri(address: unknown, desktop: unknown): Effect {
  const opened = readAddress(address, OPENED)
  if (opened === null) return { kind: 'refused', text: textOf(address, MOST.text) ?? '' }
  return { kind: 'uri', href: opened.href, host: opened.host, desktop: readAddress(desktop, OPENED)?.href ?? null }
}

/** The address as the browser itself would read it, or null; one that carries a name or a password is a trick. */
export function readAddress(value: unknown, protocols: readonly string[]): URL | null {
  if (typeof value !== 'string' || value.length > MOST.address) return null
  const url = parsed(value)
  return url !== null && protocols.includes(url.protocol) && url.username === '' && url.password === '' ? url : null
}

/** URL.canParse is younger than the browsers we serve. */
function parsed(address: string): URL | null {
  try {
    return new URL(address)
  } catch {
    return null
  }
}
