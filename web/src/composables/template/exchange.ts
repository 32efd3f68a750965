// PURE: templates as a JSON file, and what a file would do before it does it (TP-4). A file is read with distrust: it may come from
// anywhere. What is in it is never published by reading it.
import { validateMessages } from '@madoguchi/contracts/line/validate'
import { FOLDER_MAX, NAME_MAX, SHORTCUT_MAX, type TemplateFields } from '@madoguchi/contracts/row/template'
import { SAMPLE } from '@madoguchi/contracts/template/sample'
import { fillMessages, problemsIn } from '@madoguchi/contracts/template/variables'
import { alike } from '@madoguchi/contracts/merge'

export const FILE_MAX = 5_000_000
export const ENTRIES_MAX = 500
const FORMAT = 'madoguchi.templates'

/** What goes from desk to desk: whether something is published is for each to decide. */
export type Portable = Pick<TemplateFields, 'name' | 'folder' | 'shortcut' | 'messages'>
type Known = Portable & { id: string; channel: string; rev: number }

const PORTABLE = ['name', 'folder', 'shortcut', 'messages'] as const satisfies (keyof Portable)[]
const portable = (from: Portable): Portable =>
  Object.fromEntries(PORTABLE.map((field) => [field, from[field]])) as unknown as Portable

export const written = (templates: readonly (Portable & { id: string })[]): string =>
  `${JSON.stringify({ format: FORMAT, templates: templates.map((one) => ({ id: one.id, ...portable(one) })) }, null, 2)}\n`

/** `field`, `code`: what is wrong with the entry. */
export type Entry = { name: string } & (
  | { is: 'new'; template: Portable }
  | { is: 'changed'; id: string; rev: number; channel: string; change: Partial<Portable> }
  | { is: 'same'; id: string }
  | { is: 'broken'; field: string; code: string }
)
export type DryRun = { is: 'read'; entries: Entry[] } | { is: 'unreadable' } | { is: 'tooMany' }

/** `known`: what stands here already; an entry is one of them by its id, else by folder and name. */
export function dryRun(text: string, known: readonly Known[]): DryRun {
  const list = listIn(text)
  if (list === null) return { is: 'unreadable' }
  if (list.length > ENTRIES_MAX) return { is: 'tooMany' }
  const seen = new Set<string>()
  return { is: 'read', entries: list.map((one) => entryOf(one, known, seen)) }
}

function listIn(text: string): unknown[] | null {
  try {
    const { format, templates } = Object(JSON.parse(text)) as { format?: unknown; templates?: unknown }
    return format === FORMAT && Array.isArray(templates) ? templates : null
  } catch {
    return null
  }
}

function entryOf(given: unknown, known: readonly Known[], seen: Set<string>): Entry {
  const { id, name, folder = '', shortcut = '', messages } = Object(given) as Record<string, unknown>
  const shown = typeof name === 'string' ? name.slice(0, NAME_MAX) : ''
  const broken = brokenIn({ name, folder, shortcut, messages })
  if (broken !== null) return { name: shown, is: 'broken', ...broken }
  const template = { name, folder, shortcut, messages } as Portable
  const there = known.find((one) => one.id === id) ?? known.find((one) => one.name === name && one.folder === folder)
  const place = there?.id ?? `${template.folder}/${template.name}`
  if (seen.has(place)) return { name: shown, is: 'broken', field: 'name', code: 'twice' }
  seen.add(place)
  if (there === undefined) return { name: shown, is: 'new', template }
  const fields = PORTABLE.filter((field) => !alike(template[field], there[field]))
  if (fields.length === 0) return { name: shown, is: 'same', id: there.id }
  const change = Object.fromEntries(fields.map((field) => [field, template[field]]))
  return { name: shown, is: 'changed', id: there.id, rev: there.rev, channel: there.channel, change }
}

type Wrong = { field: string; code: string }

function brokenIn({ name, folder, shortcut, messages }: Record<keyof Portable, unknown>): Wrong | null {
  const text = (field: string, value: unknown, max: number, min = 0): Wrong | null => {
    if (typeof value !== 'string') return { field, code: 'unreadable' }
    if (value.trim().length < min) return { field, code: 'empty' }
    return value.length > max ? { field, code: 'too_long' } : null
  }
  const spaced =
    typeof shortcut === 'string' && /[\s/]/.test(shortcut) ? { field: 'shortcut', code: 'not_allowed' } : null
  return (
    text('name', name, NAME_MAX, 1) ??
    text('folder', folder, FOLDER_MAX) ??
    text('shortcut', shortcut, SHORTCUT_MAX) ??
    spaced ??
    brokenMessages(messages)
  )
}

function brokenMessages(messages: unknown): Wrong | null {
  const [unknown] = problemsIn(messages, null)
  if (unknown !== undefined) return { field: unknown.field, code: unknown.code }
  const [problem] = validateMessages(fillMessages(messages, SAMPLE).value)
  return problem === undefined ? null : { field: problem.field, code: problem.code }
}
