// A channel's settings as single fields, so that two admins do not overwrite each other unseen (pure, CO-20). Credentials are not among
// them: each of their changes is an operation, and nobody is shown what stands there.
import type { EditChannel } from '@madoguchi/contracts/http/channels'
import { judge, type Clash, type Stamp, type Standing } from '@madoguchi/contracts/merge'
import { DESK_RULES, type DeskRules } from '@madoguchi/contracts/row/deskRules'

export type FieldRevs = Record<string, Stamp>
export type Settled = {
  name: string
  reply_window: number
  position: number
  state: string
  desk: Partial<DeskRules>
  field_revs: FieldRevs
}

const rulesIn = (desk: Partial<DeskRules>) =>
  Object.fromEntries(Object.entries(desk).map(([name, value]) => [`desk.${name}`, value]))

function changeIn({ name, replyWindow, order, state, desk = {} }: EditChannel): Record<string, unknown> {
  const fields = Object.entries({ name, replyWindow, order, state }).filter(([, value]) => value !== undefined)
  return { ...Object.fromEntries(fields), ...rulesIn(desk) }
}

const standingOf = ({ name, reply_window, position, state, desk, field_revs }: Settled): Standing => ({
  values: { name, replyWindow: reply_window, order: position, state, ...rulesIn({ ...DESK_RULES, ...desk }) },
  stamps: field_revs,
})

/** Of the fields for which the wish says what they were changed upon; the others are set whatever they are now. */
export function clashesOf(wish: EditChannel, before: Settled): Clash[] {
  const { based = {} } = wish
  const change = Object.fromEntries(Object.entries(changeIn(wish)).filter(([field]) => Object.hasOwn(based, field)))
  return judge({ change, based }, standingOf(before)).clashes
}

/** With the stamp on each field that differs; null = none does. */
export function stamped(wish: EditChannel, before: Settled, stamp: Stamp): FieldRevs | null {
  const { news } = judge({ change: changeIn(wish), based: {} }, standingOf(before))
  const fields = Object.keys(news)
  if (fields.length === 0) return null
  return { ...before.field_revs, ...Object.fromEntries(fields.map((field) => [field, stamp])) }
}
