// Where the reader stands in the thread, kept with the entry of the browser's history: back, forward and a reload find it again (SH-5).
import type { Wish } from '../../stores/parts/lead.ts'

type Kept = { of: string; item: string; at: number; top: number }

/** null: at the end. Written as such: the router would bring back what was merely left out. */
export function keepStood(of: string, stood: Wish | null): void {
  const state = (history.state ?? {}) as Record<string, unknown>
  if (stood === null && (state['stood'] ?? null) === null) return
  const kept = stood === null ? null : { of, item: stood.item, at: stood.at, top: stood.top }
  history.replaceState({ ...state, stood: kept }, '')
}

export function stoodAt(of: string): Wish | null {
  const kept = (history.state as { stood?: Partial<Kept> | null } | null)?.stood
  if (kept?.of !== of || typeof kept.item !== 'string' || typeof kept.at !== 'number') return null
  return { item: kept.item, at: kept.at, top: typeof kept.top === 'number' ? kept.top : null, mark: false }
}

/** Which entry of the history it is; another one is not written over. */
export const historyPlace = (): unknown => (history.state as { position?: unknown } | null)?.position
