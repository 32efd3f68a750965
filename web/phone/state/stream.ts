import { ref } from 'vue'

export type StreamKind = 'delivery' | 'call' | 'chat' | 'world' | 'reset' | 'open'
type Listener = (data: unknown) => void

const KINDS = ['delivery', 'call', 'chat', 'world', 'reset'] as const
const listeners = new Map<StreamKind, Set<Listener>>()

/** Whether the simulator is there. */
export const connected = ref(true)

const tell = (kind: StreamKind, data: unknown) => {
  for (const listener of listeners.get(kind) ?? []) listener(data)
}

/** One connection for the page. `open` comes at every (re)connection: read anew what may have been missed. */
export function openStream(): () => void {
  const source = new EventSource(`/_sim/stream?kinds=${KINDS.join(',')}`)
  source.addEventListener('open', () => {
    connected.value = true
    tell('open', null)
  })
  source.addEventListener('error', () => {
    connected.value = false
  })
  for (const kind of KINDS)
    source.addEventListener(kind, (event) => tell(kind, JSON.parse((event as MessageEvent<string>).data)))
  return () => source.close()
}

export function on(kind: StreamKind, listener: Listener): () => void {
  const set = listeners.get(kind) ?? new Set()
  listeners.set(kind, set.add(listener))
  return () => void set.delete(listener)
}
