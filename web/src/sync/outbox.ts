// What an agent has said and the log has not confirmed. The same id is repeated until it is acknowledged; per conversation one is
// on its way at a time, in order; all survives a reload. After a break, what is older than five minutes asks first (SH-10), and
// what stands behind it in its conversation waits with it. A refused message stays visible with its reason and holds up nobody.
import type { Ack, RefusalCode } from '@madoguchi/contracts/socket/ack'
import type { CommandOf } from '@madoguchi/contracts/socket/up'

export type Send = CommandOf<'message:send'>
/** `at`: this browser's clock, for display and the five minutes only. */
export type OutboxItem = Send & {
  at: number
  state: 'pending' | 'asking' | 'refused' | 'acked'
  /** The agent has said that it may leave however old it is. */
  confirmed?: boolean
  code?: RefusalCode
  field?: string
  limit?: number
  why?: string
  missed?: string[]
}

/** What is said, without what became of it. */
function commandOf(item: OutboxItem): Send {
  const { at: _at, state: _state, confirmed: _confirmed, code: _code, field: _field, limit: _limit, ...more } = item
  const { why: _why, missed: _missed, ...command } = more
  return command
}

export type OutboxStore = { all(): OutboxItem[]; put(item: OutboxItem): void; remove(id: string): void }

type Deps = {
  /** Rejects when no answer comes. */
  send: (command: Send) => Promise<Ack>
  store: OutboxStore
  now: () => number
  later: (run: () => void, ms: number) => () => void
  /** Something to show has changed. */
  changed: () => void
}

export const ASK_AFTER_MS = 5 * 60_000
const PAUSE_MS = [500, 1_000, 2_000, 5_000, 10_000]
/** Refusals that say "later", not "no". */
const PASSING = new Set<RefusalCode>(['busy', 'too_many', 'signed_out'])

export type Outbox = ReturnType<typeof createOutbox>

export function createOutbox({ send, store, now, later, changed }: Deps) {
  const items = new Map<string, OutboxItem>()
  const sending = new Map<string, string>()
  const paused = new Map<string, () => void>()
  const tries = new Map<string, number>()
  let connected = false

  for (const item of store.all().sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))) items.set(item.id, item)

  const ofConversation = (conversation: string) => [...items.values()].filter((i) => i.conversation === conversation)
  const conversations = () => new Set([...items.values()].map((item) => item.conversation))

  function put(item: OutboxItem) {
    items.set(item.id, item)
    store.put(item)
    changed()
  }

  function remove(id: string) {
    items.delete(id)
    tries.delete(id)
    store.remove(id)
    changed()
  }

  function pause(item: OutboxItem) {
    const n = tries.get(item.id) ?? 0
    tries.set(item.id, n + 1)
    const { conversation } = item
    const go = () => {
      paused.delete(conversation)
      void pump(conversation)
    }
    paused.set(conversation, later(go, PAUSE_MS[Math.min(n, PAUSE_MS.length - 1)]!))
  }

  async function pump(conversation: string): Promise<void> {
    if (!connected || sending.has(conversation) || paused.has(conversation)) return
    const head = ofConversation(conversation).find((i) => i.state === 'pending' || i.state === 'asking')
    if (head === undefined || head.state === 'asking') return
    sending.set(conversation, head.id)
    const ack = await send(commandOf(head)).catch(() => null)
    sending.delete(conversation)
    judge(head.id, ack)
    return pump(conversation)
  }

  function judge(id: string, ack: Ack | null) {
    const item = items.get(id)
    if (item === undefined) return
    if (ack === null || (!ack.ok && PASSING.has(ack.code))) return connected ? pause(item) : undefined
    if (!ack.ok) {
      const { ok: _, ...reason } = ack
      return put({ ...item, ...reason, state: 'refused' })
    }
    items.set(id, { ...item, state: 'acked' })
    store.remove(id)
    changed()
  }

  function askFirst() {
    for (const item of items.values())
      if (item.state === 'pending' && item.confirmed !== true && now() - item.at > ASK_AFTER_MS)
        put({ ...item, state: 'asking' })
  }

  return {
    add(command: Send) {
      put({ ...command, at: now(), state: 'pending' })
      void pump(command.conversation)
    },
    /** In order; acknowledged ones stand here until their row is seen. */
    pending: ofConversation,
    asking: () => [...items.values()].filter((item) => item.state === 'asking'),
    waiting: () => [...items.values()].filter((item) => item.state === 'pending').length,
    confirm(id: string) {
      const item = items.get(id)
      if (item?.state !== 'asking') return
      put({ ...item, state: 'pending', confirmed: true })
      void pump(item.conversation)
    },
    /** A refused one, once more under its id: that a lost answer hid a success cannot double it. */
    again(id: string, change: Pick<Send, 'seen' | 'anyway' | 'override'>) {
      const item = items.get(id)
      if (item?.state !== 'refused') return
      put({ ...commandOf(item), ...change, at: now(), state: 'pending' })
      void pump(item.conversation)
    },
    /** False: it is on its way at this moment. */
    discard(id: string): boolean {
      const item = items.get(id)
      if (item === undefined) return true
      if (sending.get(item.conversation) === id) return false
      remove(id)
      void pump(item.conversation)
      return true
    },
    /** Its row stands on the screen, or another tab has dealt with it. */
    seen(id: string) {
      if (items.has(id)) remove(id)
    },
    connected() {
      connected = true
      for (const callOff of paused.values()) callOff()
      paused.clear()
      askFirst()
      for (const conversation of conversations()) void pump(conversation)
    },
    disconnected() {
      connected = false
    },
  }
}
