// What a benchmark says: a figure beside that of its bare floor, measured in the same run on the same machine. The ratio is
// what can be compared between machines; the figures alone cannot.

export type Figure = {
  /** What was measured, in words, with its load: "webhook, 32 connections". */
  what: string
  unit: string
  ours: number
  /** The same work with nothing of ours around it; null where there is none. */
  floor: number | null
  /** What we want of it, if anything: a bound on the ratio or on our figure. */
  wanted?: Wanted
}
export type Wanted = { of: 'ratio' | 'ours'; atLeast?: number; atMost?: number }

/** `engines`: embedded or real, as the run had them. */
export type Result = { bench: string; engines: string; at: string; machine: string; figures: Figure[] }

export const ratioOf = ({ ours, floor }: Figure): number | null => (floor === null || floor === 0 ? null : ours / floor)

/** null where nothing is wanted. */
export function holds(figure: Figure): boolean | null {
  if (figure.wanted === undefined) return null
  const { of, atLeast = -Infinity, atMost = Infinity } = figure.wanted
  const value = of === 'ratio' ? ratioOf(figure) : figure.ours
  return value !== null && value >= atLeast && value <= atMost
}
