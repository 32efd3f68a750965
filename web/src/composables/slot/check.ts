// All that is wrong with the form: LINE's limits on what the slots make, each problem led back to its slot and field (MF-4, MF-9).
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'
import { validateMessages, type ProblemCode, type Where } from '@madoguchi/contracts/line/validate'
import { fillMessages, problemsIn, type Values, type VariableProblem } from '@madoguchi/contracts/template/variables'
import { build, type Built } from './build.ts'
import { fieldsOf } from './field/kinds.ts'
import { pathsIn, wordsAt } from './form.ts'
import { readJson, type Spot } from './json/readJson.ts'
import type { Slot } from './slots.ts'

type Told = {
  code: ProblemCode | VariableProblem['code'] | 'unreadable' | 'line'
  limit?: number
  words?: string
  /** The variable. */
  name?: string
}
/**
 * `at`: the field of the form, '' = the slot; `inner`: the path within the JSON of that field, `spot` its place there. Of the code
 * `line`, LINE's own complaint, `words` are LINE's.
 */
export type SlotProblem = Told & { slot: string; at: string; inner?: string; spot?: Spot }
/** `messages` may go when `problems` is empty and they are not. */
export type Checked = { built: Map<string, Built>; messages: SendableMessage[]; problems: SlotProblem[] }

/** More places in one text help nobody, and finding each costs its length. */
const SPOTS_MAX = 20

/** With `values` the objects are as they go: limits hold of what is filled in, and what is missing is named at its field (CM-9). */
export function checkSlots(slots: readonly Slot[], where: Where | undefined, values?: Values): Checked {
  const built = new Map(slots.map((slot) => [slot.key, build(slot)]))
  const objects: unknown[] = []
  const makers: Slot[] = []
  const problems: SlotProblem[] = []
  for (const slot of slots) {
    const one = built.get(slot.key)!
    if (one.is === 'unreadable') {
      const { spot, code, limit } = one.wrong
      problems.push({ slot: slot.key, at: one.at, code, spot, ...(limit !== undefined && { limit }) })
    } else if (one.is === 'object') {
      objects.push(one.object)
      makers.push(slot)
    }
  }
  const full = values === undefined ? objects : fillMessages(objects, values).value
  for (const [i, { key }] of makers.entries()) built.set(key, { is: 'object', object: full[i] })
  const missing = values === undefined ? [] : problemsIn(objects, values)
  const found = objects.length === 0 ? [] : validateMessages(full, where)
  return {
    built,
    messages: full as SendableMessage[],
    problems: [...problems, ...placed([...missing, ...found], makers)],
  }
}

/** In the way of sending it later: what is not known of the customer today may be by then, what nobody knows never will. */
export const lateProblemsOf = (slots: readonly Slot[], where: Where | undefined, now: Checked): SlotProblem[] => [
  ...checkSlots(slots, where).problems,
  ...now.problems.filter(({ code }) => code === 'variable_unknown'),
]

/** `makers[i]` made `messages[i]`. */
export function placed(problems: readonly (Told & { field: string })[], makers: readonly Slot[]): SlotProblem[] {
  return makers.flatMap((slot, i) => {
    const mine = problems.filter(({ field }) => /^messages\[(\d+)\]/.exec(field)?.[1] === String(i))
    if (mine.length === 0) return []
    const drawn = new Set(pathsIn(fieldsOf(slot.kind), slot.form))
    const json = slot.kind === 'raw' ? 'raw' : slot.kind === 'flex' ? 'contents' : null
    const told = mine.map((problem) => place(problem, slot, drawn, json))
    return json === null ? told : spotted(told, wordsAt(slot.form, json), json)
  })
}

function place(
  { field, ...rest }: Told & { field: string },
  slot: Slot,
  drawn: Set<string>,
  json: string | null,
): SlotProblem {
  const path = field.replace(/^messages\[\d+\]\.?/, '')
  if (json === 'raw') return { slot: slot.key, at: json, inner: path, ...rest }
  const at = nearest(path, drawn)
  const inner = at === json && path !== at ? { inner: path.slice(at.length).replace(/^\./, '') } : {}
  return { slot: slot.key, at, ...inner, ...rest }
}

/** The field itself, else the closest that is drawn around it. */
function nearest(path: string, drawn: Set<string>): string {
  for (let at = path; at !== ''; at = at.replace(/(?:^|\.)[^.[\]]+$|\[[^\]]*\]$|.$/, '')) if (drawn.has(at)) return at
  return ''
}

function spotted(problems: SlotProblem[], text: string, json: string): SlotProblem[] {
  const read = problems.some(({ at }) => at === json) ? readJson(text) : null
  if (read === null || 'wrong' in read) return problems
  let left = SPOTS_MAX
  return problems.map((problem) => {
    if (problem.at !== json || left === 0) return problem
    left -= 1
    return { ...problem, spot: read.spotOf(problem.inner ?? '') }
  })
}
