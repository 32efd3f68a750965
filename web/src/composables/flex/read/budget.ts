// How much one message may cost to draw. LINE allows 50 KB of JSON for a carousel; no honest message comes near these.
import { textOf } from './value.ts'

/** `dropped` counts what could not be drawn, `drawn` what can be seen. */
export type Budget = { nodes: number; letters: number; drawn: number; dropped: number }

export const openBudget = (): Budget => ({ nodes: 2000, letters: 60_000, drawn: 0, dropped: 0 })
export const DEEPEST = 32
const LONGEST = 5000

export function takeNode(budget: Budget): boolean {
  budget.nodes -= 1
  return budget.nodes >= 0
}

/** Null for what is no string. */
export function takeText(budget: Budget, value: unknown): string | null {
  const text = textOf(value, Math.max(1, Math.min(LONGEST, budget.letters)))
  budget.letters -= text?.length ?? 0
  return text
}
