// The open conversation. The last ten opened stay warm and live, so that going back shows them at once (CH-5). Wherever in it one is led, a
// window around that is drawn until one goes back to the end (TL-12).
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { v7 as uuidv7 } from 'uuid'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import type { HttpError } from '../http.ts'
import { useConnection } from './connection.ts'
import type { ConversationItem } from './parts/listing.ts'
import { createFrame } from './parts/frame.ts'
import { createLead } from './parts/lead.ts'
import { pendingItem, type ThreadItem } from './parts/pendingItem.ts'
import { createThreadEnd } from './parts/threadEnd.ts'
import { useOutbox } from './outbox.ts'
import { useSession } from './session.ts'
import {
  createWarmThread,
  type ContactItem,
  type MemberItem,
  type MessageItem,
  type WarmThread,
} from './parts/warmThread.ts'

export type { ContactItem, MemberItem, MessageItem } from './parts/warmThread.ts'
export type { ThreadItem } from './parts/pendingItem.ts'

const WARM = 10
const PROFILE_FRESH_MS = 24 * 60 * 60_000

export const useThread = defineStore('thread', () => {
  const connection = useConnection()
  const outbox = useOutbox()
  const warm = new Map<string, WarmThread>()
  const asked = new Set<string>()

  const id = ref<string | null>(null)
  const state = ref<'loading' | 'ready' | 'error'>('loading')
  const error = shallowRef<HttpError | null>(null)
  const conversation = shallowRef<ConversationItem | null>(null)
  const contact = shallowRef<ContactItem | null>(null)
  const members = shallowRef<readonly MemberItem[]>([])
  const rows = shallowRef<readonly MessageItem[]>([])
  const ending = shallowRef<readonly MessageItem[]>([])
  const sight = ref(0)
  /** The last item the reader had before their eyes at the end. */
  const seenEnd = ref<string | null>(null)

  const current = () => (id.value === null ? undefined : warm.get(id.value))
  const older = createThreadEnd({ thread: current, more: (of) => of.older(), page: (of) => of.loadOlder() })
  const newer = createThreadEnd({ thread: current, more: (of) => of.newer(), page: (of) => of.loadNewer() })
  const lead = createLead({ thread: current, opened: id, draw: drawNow })

  const draw = createFrame(drawNow)
  function drawNow() {
    const thread = current()
    state.value = thread?.state ?? 'loading'
    error.value = thread?.error ?? null
    conversation.value = thread?.conversation ?? null
    contact.value = thread?.contact ?? null
    members.value = thread?.members ?? []
    rows.value = thread?.messages() ?? []
    ending.value = thread?.newer() === true ? thread.ending() : rows.value
    sight.value = thread?.sight ?? 0
    older.draw()
    newer.draw()
    void lead.grant()
    if (conversation.value !== null) freshen(conversation.value)
  }

  /** The end of the thread, drawn or not, with what only this browser knows. */
  const latest = computed<ThreadItem[]>(() => {
    if (id.value === null || state.value !== 'ready') return []
    const known = new Set(ending.value.map((row) => row.id))
    const pending = outbox.pending(id.value).filter((item) => !known.has(item.id))
    const me = useSession().me?.agent.id ?? ''
    return [...ending.value, ...pending.map((item) => pendingItem(item, me))]
  })
  const items = computed<ThreadItem[]>(() => {
    if (state.value !== 'ready') return []
    return newer.there.value ? [...rows.value] : latest.value
  })

  function open(conversationId: string) {
    if (id.value === conversationId) return
    id.value = conversationId
    outbox.here = conversationId
    older.reset()
    newer.reset()
    lead.drop()
    seenEnd.value = null
    const thread = warm.get(conversationId) ?? createWarm(conversationId)
    // Last opened stands last; the longest unseen goes.
    warm.delete(conversationId)
    warm.set(conversationId, thread)
    for (const [old, cold] of warm) {
      if (warm.size <= WARM) break
      cold.close()
      warm.delete(old)
    }
    if (thread.state === 'error') void thread.reload()
    drawNow()
  }

  function createWarm(conversationId: string): WarmThread {
    return createWarmThread({
      id: conversationId,
      follows: connection.follows,
      aim: () => lead.aim(conversationId),
      changed(changed) {
        for (const row of changed) if (row.noun === 'message') outbox.seen(row.id)
        const thread = warm.get(conversationId)
        // Withdrawn or unknown: nothing of it stays warm.
        if (thread?.state === 'error' && thread.error?.status === 403 && id.value !== conversationId)
          warm.delete(conversationId)
        if (id.value === conversationId) draw()
      },
    })
  }

  function close() {
    id.value = null
    lead.drop()
    drawNow()
  }

  /** Asks LINE for the profile again; the new one comes as rows. Rejects when there is no line. */
  const refreshContact = (reason: 'opened' | 'button'): Promise<Ack> =>
    connection.send('contact:refresh', { id: uuidv7(), conversation: id.value ?? '', reason })

  /** Opened with a profile older than 24 h: once per page and conversation (WH-8); the gateway decides. */
  function freshen({ id: shown, profiledAt, kind }: ConversationItem) {
    if (kind === 'unidentified' || asked.has(shown) || Date.now() - (profiledAt ?? 0) < PROFILE_FRESH_MS) return
    if (!connection.live() || !useSession().can(shown.slice(0, shown.indexOf(':')), 'agent')) return
    asked.add(shown)
    void refreshContact('opened').catch(() => asked.delete(shown))
  }

  /** Draws the end again; what one was being led to is forgotten. */
  function toEnd() {
    lead.drop()
    current()?.toEnd()
    drawNow()
  }

  return {
    id,
    conversation,
    contact,
    members,
    items,
    latest,
    sight,
    seenEnd,
    state,
    error,
    older: older.there,
    loadOlder: older.load,
    loadingOlder: older.loading,
    olderError: older.error,
    /** What is drawn does not reach the newest. */
    detached: newer.there,
    loadNewer: newer.load,
    loadingNewer: newer.loading,
    newerError: newer.error,
    /** What was wished for is drawn: whoever scrolls takes it. */
    arrival: lead.arrival,
    missed: lead.missed,
    goTo: lead.goTo,
    arrived: lead.taken,
    goAgain: lead.again,
    dropMissed: lead.dropMissed,
    readBy: lead.readBy,
    toEnd,
    release: (keep: Parameters<WarmThread['release']>[0]) => current()?.release(keep),
    open,
    close,
    reload: async () => current()?.reload(),
    refreshContact,
  }
})
