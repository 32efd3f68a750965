import type { Word } from '../words.ts'

// Events that nobody makes by writing: a table, from which the panel draws a form each.
export type EventField = { name: string; word: Word; value: string; options?: readonly string[]; number?: true }
export type EventForm = { id: string; do: string; word: Word; fields: readonly EventField[]; fixed?: object }

export const EVENTS: readonly EventForm[] = [
  { id: 'menu', do: 'menu', word: 'ev_menu', fields: [{ name: 'data', word: 'fd_data', value: 'open=catalogue' }] },
  {
    id: 'switch',
    do: 'menu',
    word: 'ev_switch',
    fields: [
      { name: 'data', word: 'fd_data', value: 'tab=2' },
      { name: 'alias', word: 'fd_alias', value: 'tab-2' },
      {
        name: 'status',
        word: 'fd_status',
        value: 'SUCCESS',
        options: ['SUCCESS', 'RICHMENU_ALIAS_ID_NOTFOUND', 'RICHMENU_NOTFOUND', 'FAILED'],
      },
    ],
  },
  {
    id: 'watch',
    do: 'watch',
    word: 'ev_watch',
    fields: [{ name: 'trackingId', word: 'fd_tracking', value: 'film-1' }],
  },
  {
    id: 'beacon',
    do: 'beacon',
    word: 'ev_beacon',
    fields: [
      { name: 'type', word: 'fd_type', value: 'enter', options: ['enter', 'banner', 'stay'] },
      { name: 'hwid', word: 'fd_hwid', value: 'd41d8cd98f' },
    ],
  },
  {
    id: 'link',
    do: 'link',
    word: 'ev_link',
    fields: [
      { name: 'result', word: 'fd_result', value: 'ok', options: ['ok', 'failed'] },
      { name: 'nonce', word: 'fd_nonce', value: 'nonce-1' },
    ],
  },
  {
    id: 'member',
    do: 'member',
    word: 'ev_member',
    fields: [
      { name: 'type', word: 'fd_type', value: 'joined', options: ['joined', 'renewed', 'left'] },
      { name: 'membershipId', word: 'fd_membership', value: '3189', number: true },
    ],
  },
  {
    id: 'module',
    do: 'module',
    word: 'ev_module',
    fields: [{ name: 'type', word: 'fd_type', value: 'attached', options: ['attached', 'detached'] }],
  },
  { id: 'deactivated', do: 'deactivated', word: 'ev_deactivated', fields: [] },
  { id: 'activated', do: 'activated', word: 'ev_activated', fields: [] },
  { id: 'suspended', do: 'suspended', word: 'ev_suspended', fields: [] },
  { id: 'resumed', do: 'resumed', word: 'ev_resumed', fields: [] },
  { id: 'delivery', do: 'delivery', word: 'ev_delivery', fields: [{ name: 'data', word: 'fd_data', value: 'a1b2c3' }] },
  {
    id: 'unknown',
    do: 'event',
    word: 'ev_unknown',
    fields: [{ name: 'type', word: 'fd_type', value: 'hologram' }],
    fixed: { own: { hologram: { depth: 3 } } },
  },
  {
    id: 'scent',
    do: 'utter',
    word: 'ev_scent',
    fields: [],
    fixed: { message: { type: 'scent', notes: ['yuzu', 'cedar'] } },
  },
]

export const startOf = ({ fields }: EventForm): Record<string, string> =>
  Object.fromEntries(fields.map((one) => [one.name, one.value]))

/** PURE. What the platform is asked to act out. */
export function deedOf(form: EventForm, values: Record<string, string>): { do: string; [more: string]: unknown } {
  const given = form.fields.map((one) => [one.name, one.number ? Number(values[one.name]) : values[one.name]])
  return { do: form.do, ...form.fixed, ...Object.fromEntries(given) }
}
