// What a template was after each of its changes (pure): the same merging of fields as its row's, newest first.
import type { Revision } from '@madoguchi/contracts/http/template'
import { TemplateFields } from '@madoguchi/contracts/row/template'
import { Value } from 'typebox/value'

/** An event of the log's table; `raw`: its data as JSON. Postgres gives big integers as numbers here. */
export type Changed = { id: string; off: number; at: number; raw: string }

const NOTHING: TemplateFields = { name: '', folder: '', shortcut: '', state: 'draft', messages: [] }
const FIELDS = Object.keys(NOTHING) as (keyof TemplateFields)[]

/** `all`: oldest first. */
export function revisionsOf(all: Changed[]): Revision[] {
  const revisions: Revision[] = []
  let template = NOTHING
  for (const { id, off, at, raw } of all) {
    const { change } = JSON.parse(raw) as { change?: Record<string, unknown> }
    const read = FIELDS.filter((name) => Value.Check(TemplateFields.properties[name], change?.[name]))
    if (read.length === 0) continue
    template = { ...template, ...Object.fromEntries(read.map((name) => [name, change![name]])) }
    revisions.push({ id, rev: off, at, changed: read, template })
  }
  return revisions.toReversed()
}
