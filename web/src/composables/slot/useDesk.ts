// What the fields of one slot ask for, however deep they stand: writing at a path, and what is wrong there. Complaints about what is
// missing wait until somebody wanted to send: a form that is red before it is begun helps nobody.
import { inject, provide, type InjectionKey } from 'vue'
import type { SlotProblem } from './check.ts'
import type { Value } from './form.ts'

export type Desk = {
  slot: string
  /** Where files go; undefined: none can be brought. */
  channel: string | undefined
  write(path: string, value: Value): void
  /** Said aloud at this very path. */
  problems(path: string): SlotProblem[]
  /** Whether anything is said at the path or below it. */
  wrong(path: string): boolean
}

const DESK: InjectionKey<Desk> = Symbol('slot desk')

export const provideDesk = (desk: Desk): void => provide(DESK, desk)
export const useDesk = (): Desk => inject(DESK)!

const PATIENT = new Set<SlotProblem['code']>(['empty', 'too_few'])
export const isSaid = (problem: SlotProblem, tried: boolean): boolean => tried || !PATIENT.has(problem.code)
