// template:change → template.changed, or why not (pure). Fields merge; one that was changed since is refused (CO-20). Drafts
// are every agent's of the channel; what customers may be sent by all is a supervisor's (console.md §0.2).
import type { TemplateChanged } from '@madoguchi/contracts/event/template'
import { validateMessages } from '@madoguchi/contracts/line/validate'
import { judge, type Standing } from '@madoguchi/contracts/merge'
import type { RowOf } from '@madoguchi/contracts/row/row'
import type { TemplateFields, TemplateRow } from '@madoguchi/contracts/row/template'
import type { Refusal } from '@madoguchi/contracts/socket/ack'
import type { TemplateChange } from '@madoguchi/contracts/socket/up'
import { SAMPLE } from '@madoguchi/contracts/template/sample'
import { fillMessages, problemsIn } from '@madoguchi/contracts/template/variables'
import { templatesKey } from '../../rooms.ts'
import { refuse, refusedClash, type Decision } from './decision.ts'

export type Known = {
  template: RowOf<'template'> | null
  /** Its fields as they stand, with what was accepted here and no row shows yet. */
  standing: Standing
  /** Whether another published one, of this channel or of all, is called by the shortcut it would have. */
  taken: (shortcut: string) => boolean
}
export type By = { agent: string; now: number; isSupervisor: boolean }

const NEW = { folder: '', shortcut: '', state: 'draft' as const }

export function decideTemplate(wish: TemplateChange, known: Known, by: By): Decision {
  const row = known.template?.row ?? null
  const before = row && ({ ...row, ...known.standing.values } as TemplateRow)
  const { news: change, clashes } = judge(wish, known.standing)
  const no = refusedPlace(wish, before) ?? refusedClash(clashes) ?? refusedRight(change, before, by)
  if (no !== null) return no
  if (Object.keys(change).length === 0) return { done: null }
  const next = { ...NEW, ...before, ...change } as TemplateFields
  const unfit = next.state === 'published' ? unfitToPublish(next, known) : null
  if (unfit !== null) return unfit
  const data: TemplateChanged = { template: wish.template, change }
  const key = templatesKey(wish.channel)
  return { append: { id: wish.id, type: 'template.changed', v: 1, key, at: by.now, by: by.agent, data } }
}

function refusedPlace({ channel, based, change }: TemplateChange, before: TemplateRow | null): Refusal | null {
  if (before !== null && before.channel !== channel) return refuse('id_taken')
  if (change.name?.trim() === '') return refuse('invalid', { field: 'name', why: 'empty' })
  if (before !== null) return null
  if (Object.keys(based).length > 0) return refuse('not_found')
  if (change.name === undefined) return refuse('invalid', { field: 'name', why: 'empty' })
  return change.messages === undefined ? refuse('invalid', { field: 'messages', why: 'empty' }) : null
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
