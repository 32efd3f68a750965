// template:change → template.changed, or why not (pure). Fields merge; one that somebody else changed since is refused (CO-20). Drafts
// are every agent's of the channel; what customers may be sent by all is a supervisor's (console.md §0.2).
import type { TemplateChanged } from '@madoguchi/contracts/event/template'
import { validateMessages } from '@madoguchi/contracts/line/validate'
import type { RowOf } from '@madoguchi/contracts/row/row'
import type { TemplateFields, TemplateRow } from '@madoguchi/contracts/row/template'
import type { Refusal } from '@madoguchi/contracts/socket/ack'
import type { TemplateChange } from '@madoguchi/contracts/socket/up'
import { SAMPLE } from '@madoguchi/contracts/template/sample'
import { fillMessages, problemsIn } from '@madoguchi/contracts/template/variables'
import { templatesKey } from '../../rooms.ts'
import { refuse, type Decision } from './decision.ts'

type Stamp = TemplateRow['fieldRevs'][string]
export type Known = {
  template: RowOf<'template'> | null
  /** Changes accepted here that no row shows yet. */
  recent: Record<string, Stamp>
  /** Whether another published one, of this channel or of all, is called by the shortcut it would have. */
  taken: (shortcut: string) => boolean
}
export type By = { agent: string; now: number; isSupervisor: boolean }

const NEW = { folder: '', shortcut: '', state: 'draft' as const }

export function decideTemplate(wish: TemplateChange, known: Known, by: By): Decision {
  const before = known.template?.row ?? null
  const change = news(wish.change, before)
  const no =
    refusedPlace(wish, before) ??
    refusedField(wish, change, before, known, by.agent) ??
    refusedRight(change, before, by)
  if (no !== null) return no
  if (Object.keys(change).length === 0) return { done: null }
  const next = { ...NEW, ...before, ...change } as TemplateFields
  const unfit = next.state === 'published' ? unfitToPublish(next, known) : null
  if (unfit !== null) return unfit
  const data: TemplateChanged = { template: wish.template, change }
  const key = templatesKey(wish.channel)
  return { append: { id: wish.id, type: 'template.changed', v: 1, key, at: by.now, by: by.agent, data } }
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** Without what stands there already. */
function news(change: Partial<TemplateFields>, before: TemplateRow | null): Partial<TemplateFields> {
  if (before === null) return change
  const fields = Object.entries(change).filter(([name, value]) => !same(jsonbOf(value), jsonbOf(before[name as never])))
  return Object.fromEntries(fields)
}

/** Rows come from jsonb, which sorts names. */
function jsonbOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(jsonbOf)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, inner]) => [name, jsonbOf(inner)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function refusedPlace({ channel, based, change }: TemplateChange, before: TemplateRow | null): Refusal | null {
  if (before !== null && before.channel !== channel) return refuse('id_taken')
  if (change.name?.trim() === '') return refuse('invalid', { field: 'name', why: 'empty' })
  if (before !== null) return null
  if (based !== null) return refuse('not_found')
  if (change.name === undefined) return refuse('invalid', { field: 'name', why: 'empty' })
  return change.messages === undefined ? refuse('invalid', { field: 'messages', why: 'empty' }) : null
}

function refusedField(
  { based }: TemplateChange,
  change: Partial<TemplateFields>,
  before: TemplateRow | null,
  { recent }: Known,
  agent: string,
): Refusal | null {
  for (const field of Object.keys(change)) {
    const last = recent[field] ?? before?.fieldRevs[field]
    if (last !== undefined && last.by !== agent && last.rev > (based ?? -1))
      return refuse('stale', { field, why: last.by })
  }
  return null
}

function refusedRight(change: Partial<TemplateFields>, before: TemplateRow | null, by: By): Refusal | null {
  const states = [before?.state ?? 'draft', change.state ?? 'draft']
  return by.isSupervisor || states.every((state) => state === 'draft')
    ? null
    : refuse('forbidden', { field: 'state', why: 'supervisor' })
}

/** Only what can be sent to everybody is offered in Chat. */
function unfitToPublish({ messages, shortcut }: TemplateFields, { taken }: Known): Refusal | null {
  if (shortcut !== '' && taken(shortcut)) return refuse('invalid', { field: 'shortcut', why: 'taken' })
  const [unknown] = problemsIn(messages, null)
  if (unknown) return refuse('invalid', { field: unknown.field, why: unknown.code })
  const [problem] = validateMessages(fillMessages(messages, SAMPLE).value)
  if (problem === undefined) return null
  const { field, code, limit } = problem
  return refuse('invalid', { field, why: code, ...(limit !== undefined && { limit }) })
}
