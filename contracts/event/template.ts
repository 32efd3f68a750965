// Facts about templates, under their channel's key (`<channel>:-`), or `-:-` for one of all channels.
import { Type, type Static } from 'typebox'
import { TemplateFields } from '../row/template.ts'

/** Single fields with their new values (CO-20); the first one makes the template and names at least `name` and `messages`. */
export const TemplateChanged = Type.Object({ template: Type.String(), change: Type.Partial(TemplateFields) })
export type TemplateChanged = Static<typeof TemplateChanged>
