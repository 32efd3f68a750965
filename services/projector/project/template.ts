// Saved sets of messages (TP-1): single fields merge (CO-20), in the log's order. Each field remembers who changed it last, so that a
// change made upon an older one can be refused.
import { channelOf } from '@madoguchi/contracts/ids'
import type { TemplateFields, TemplateRow, TemplateState } from '@madoguchi/contracts/row/template'
import type { Held, Placed, Write } from './placed.ts'
import { recordOf, textOf } from '@madoguchi/contracts/event/value'

/** Templates of all channels have the workspace's key, `-:-`. */
const channelIn = (key: string): string => (key === '-:-' ? '*' : channelOf(key))
/** Only events under it may write the row. */
export const templateKey = (channel: string): string => (channel === '*' ? '-:-' : `${channel}:-`)

const STATES: readonly unknown[] = ['draft', 'published', 'archived'] satisfies TemplateState[]
const messagesOf = (value: unknown) =>
  Array.isArray(value) && value.every((one) => textOf(recordOf(one).type) !== undefined)
    ? (value as TemplateFields['messages'])
    : undefined

const READ: { [F in keyof TemplateFields]: (value: unknown) => TemplateFields[F] | undefined } = {
  name: textOf,
  folder: textOf,
  shortcut: textOf,
  state: (value) => (STATES.includes(value) ? (value as TemplateState) : undefined),
  messages: messagesOf,
}

/** Fields that no description knows, and values of the wrong kind, change nothing. */
function fieldsIn(change: unknown): Partial<TemplateFields> {
  const given = recordOf(change)
  const read = Object.entries(READ).map(([field, of]) => [field, of(given[field])] as const)
  return Object.fromEntries(read.filter(([, value]) => value !== undefined))
}

export function projectTemplate({ event, off }: Placed, held: Held): Write[] {
  const { template, change } = recordOf(event.data)
  const id = textOf(template)
  const fields = fieldsIn(change)
  const names = Object.keys(fields)
  if (id === undefined || names.length === 0) return []
  const channel = channelIn(event.key)
  const before = held.get('template', id) ?? begun(channel, event, fields)
  if (before === null || before.channel !== channel) return []
  const stamp = { rev: off, by: event.by, at: event.at }
  const fieldRevs = { ...before.fieldRevs, ...Object.fromEntries(names.map((name) => [name, stamp])) }
  const row: TemplateRow = { ...before, ...fields, changedBy: event.by, changedAt: event.at, fieldRevs }
  return [{ noun: 'template', id, row }]
}

/** The first change makes it, when it says what a template cannot be without. */
function begun(channel: string, { by, at }: Placed['event'], fields: Partial<TemplateFields>): TemplateRow | null {
  if (fields.name === undefined || fields.messages === undefined) return null
  return {
    name: fields.name,
    folder: '',
    shortcut: '',
    state: 'draft',
    messages: [],
    channel,
    author: by,
    createdAt: at,
    changedBy: by,
    changedAt: at,
    fieldRevs: {},
  }
}
