// What of a template is changed field by field (CO-20).
import type { TemplateFields } from '@madoguchi/contracts/row/template'

export type Fields = TemplateFields
export type Field = keyof Fields
export const FIELDS = ['name', 'folder', 'shortcut', 'state', 'messages'] as const satisfies Field[]

export const fieldsOf = (row: Fields): Fields =>
  Object.fromEntries(FIELDS.map((field) => [field, row[field]])) as unknown as Fields
