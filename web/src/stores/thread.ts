// The open conversation. The last ten opened stay warm and live, so that going back shows them at once (CH-5).
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { v7 as uuidv7 } from 'uuid'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import { sentPreview } from '@madoguchi/contracts/row/preview'
import { HttpError } from '../http.ts'
import { useConnection } from './connection.ts'
import type { ConversationItem } from './parts/listing.ts'
import { createFrame } from './parts/frame.ts'
import { useOutbox, type OutboxItem } from './outbox.ts'
import { useSession } from './session.ts'
import {
  createWarmThread,
  type ContactItem,
  type MemberItem,
  type MessageItem,
  type WarmThread,
} from './parts/warmThread.ts'

export type { ContactItem, MemberItem, MessageItem } from './parts/warmThread.ts'

/** A row of the timeline; `outbox` = not confirmed by the server yet (rev −1). */
export type ThreadItem = MessageItem & { outbox?: OutboxItem }

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
  const older = ref(false)
  const loadingOlder = ref(false)
  const olderError = shallowRef<HttpError | null>(null)

  const draw = createFrame(drawNow)
  function drawNow() {
    const thread = id.value === null ? undefined : warm.get(id.value)
    state.value = thread?.state ?? 'loading'
    error.value = thread?.error ?? null
    conversation.value = thread?.conversation ?? null
    contact.value = thread?.contact ?? null
    members.value = thread?.members ?? []
    rows.value = thread?.messages() ?? []
    older.value = thread?.older() ?? false
    if (conversation.value !== null) freshen(conversation.value)
  }

  const items = computed<ThreadItem[]>(() => {
    if (id.value === null || state.value !== 'ready') return []
    const known = new Set(rows.value.map((row) => row.id))
    const pending = outbox.pending(id.value).filter((item) => !known.has(item.id))
    return [...rows.value, ...pending.map(asItem)]
  })

  /** A message that only this browser knows, in the shape of a row. It never moves: the server's row takes its id and place. */
  function asItem(item: OutboxItem): ThreadItem {
    const row: MessageRow = {
      channel: item.conversation.slice(0, item.conversation.indexOf(':')),
      conversation: item.conversation,
      direction: 'outbound',
      at: item.at,
      event: item.id,
      place: Number.MAX_SAFE_INTEGER,
      by: { kind: 'agent', id: useSession().me?.agent.id ?? '' },
      body: { kind: 'sent', messages: item.messages },
      preview: sentPreview(item.messages),
      countable: false,
      activity: false,
    }
    return { ...row, id: item.id, rev: -1, outbox: item }
  }

  function open(conversationId: string) {
    if (id.value === conversationId) return
    id.value = conversationId
    outbox.here = conversationId
    olderError.value = null
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
    drawNow()
  }

  async function loadOlder(): Promise<void> {
    const thread = id.value === null ? undefined : warm.get(id.value)
    if (thread === undefined || loadingOlder.value || !thread.older()) return
    loadingOlder.value = true
    olderError.value = null
    try {
      await thread.loadOlder()
    } catch (failure) {
      if (id.value === thread.id) olderError.value = failure instanceof HttpError ? failure : null
    } finally {
      loadingOlder.value = false
    }
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

  return {
    id,
    conversation,
    contact,
    members,
    items,
    state,
    error,
    older,
    loadOlder,
    loadingOlder,
    olderError,
    open,
    close,
    reload: async () => (id.value === null ? undefined : warm.get(id.value)?.reload()),
    refreshContact,
  }
})
