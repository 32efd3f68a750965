// What is asked about templates besides their rows.
// GET /api/channels/:id/templates/uses → Uses · GET /api/templates/:id/revisions → Revisions, newest first
import { Type, type Static } from 'typebox'
import { TemplateFields } from '../row/template.ts'

/** By template, those that were sent at least once. `last`: when, ms. Counted over the conversations the asking agent may see. */
export const Uses = Type.Record(Type.String(), Type.Object({ used: Type.Integer(), last: Type.Number() }))
export type Uses = Static<typeof Uses>

/** The template as it was after a change; `changed`: the fields it named. */
export const Revision = Type.Object({
  id: Type.String(),
  rev: Type.Integer(),
  at: Type.Number(),
  changed: Type.Array(Type.String()),
  template: TemplateFields,
})
export type Revision = Static<typeof Revision>
export const Revisions = Type.Object({ revisions: Type.Array(Revision) })
export type Revisions = Static<typeof Revisions>
