import { onScopeDispose, shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import { read } from './sim.ts'
import { on } from './stream.ts'

export type Delivery = {
  n: number
  at: number
  channel: string
  attempt: number
  eventIds: string[]
  verdict: string
  status?: number
  latencyMs: number
  fault?: string
  sign: string
}
export type Call = {
  n: number
  at: number
  method: string
  path: string
  status: number
  accepted: boolean
  fault?: string
  withheld?: boolean
  text?: string
  retryKey?: string
}

const KEPT = 200

/** The newest records of a kind, newest first, live. */
export function useRecords<T extends { n: number }>(
  kind: 'delivery' | 'call',
  plural: 'deliveries' | 'calls',
): ShallowRef<T[]> {
  const records = shallowRef<T[]>([])
  const merge = (more: T[]) => {
    const known = new Set(records.value.map((one) => one.n))
    const fresh = more.filter((one) => !known.has(one.n))
    records.value = [...records.value, ...fresh].toSorted((a, b) => b.n - a.n).slice(0, KEPT)
  }
  const load = () => read<Record<string, T[]>>(`${plural}?limit=${KEPT}`).then((answer) => merge(answer[plural] ?? []))
  onScopeDispose(on(kind, (record) => merge([record as T])))
  onScopeDispose(on('open', () => void load().catch(() => undefined)))
  onScopeDispose(on('reset', () => (records.value = [])))
  void load().catch(() => undefined)
  return records
}
