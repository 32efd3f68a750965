// The list of the channel in view, as the screen draws it.
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { unreadOf } from '@madoguchi/contracts/row/unread'
import { HttpError } from '../http.ts'
import { useConnection } from './connection.ts'
import { createFrame } from './parts/frame.ts'
import { createListing, type ConversationItem, type Listing } from './parts/listing.ts'
import { usePersonal } from './personal.ts'
import { useThread } from './thread.ts'

export type { ConversationItem } from './parts/listing.ts'

export const useConversations = defineStore('conversations', () => {
  const connection = useConnection()
  const personal = usePersonal()
  const thread = useThread()
  const channel = ref<string | null>(null)
  const state = ref<'loading' | 'ready' | 'error'>('loading')
  const error = shallowRef<HttpError | null>(null)
  const rows = shallowRef<readonly ConversationItem[]>([])
  const waiting = ref(0)
  const more = ref(false)
  const loadingMore = ref(false)
  const moreError = shallowRef<HttpError | null>(null)
  const holding = ref(false)
  const draw = createFrame(drawNow)
  let listing: Listing | null = null

  function drawNow() {
    const now = listing?.read()
    rows.value = now?.ids.map((id) => listing!.items.get(id)!) ?? []
    waiting.value = now?.waiting ?? 0
    more.value = listing?.more() ?? false
  }

  const held = computed({
    get: () => holding.value,
    /** Set while the pointer is in the list or it is scrolled down: rows then keep their places. */
    set(on: boolean) {
      if (holding.value === on) return
      holding.value = on
      listing?.hold(on)
      drawNow()
    },
  })

  function close() {
    listing?.close()
    listing = null
    channel.value = null
    holding.value = false
    loadingMore.value = false
    moreError.value = null
    drawNow()
  }

  function open(id: string) {
    if (channel.value === id) return
    close()
    channel.value = id
    state.value = 'loading'
    error.value = null
    const here = () => channel.value === id
    listing = createListing({
      channel: id,
      follows: connection.follows,
      changed() {
        if (!here()) return
        state.value = 'ready'
        error.value = null
        draw()
      },
      failed(failure) {
        if (!here() || state.value === 'ready') return
        state.value = 'error'
        error.value = failure
      },
      gone: () => here() && close(),
    })
  }

  async function loadMore(): Promise<void> {
    const asked = listing
    if (asked === null || !asked.more() || loadingMore.value) return
    loadingMore.value = true
    moreError.value = null
    try {
      await asked.loadMore()
    } catch (failure) {
      if (asked === listing) moreError.value = failure instanceof HttpError ? failure : null
    }
    if (asked !== listing) return
    loadingMore.value = false
    drawNow()
  }

  async function reload(): Promise<void> {
    if (state.value === 'error') state.value = 'loading'
    await listing?.reload()
  }

  function byId(id: string): ConversationItem | undefined {
    // The items are plain; what was drawn last stands for them, so that a computed asks again.
    void rows.value
    return listing?.items.get(id) ?? (thread.id === id ? (thread.conversation ?? undefined) : undefined)
  }

  function unread(id: string): number {
    const row = byId(id)
    return row === undefined ? 0 : unreadOf(row, personal.readTo(id), personal.since(row.channel, row.part))
  }

  /** The open conversation where the list does not show it: "opened by link" (CH-3). */
  const pinned = computed<ConversationItem | null>(() => {
    const { conversation } = thread
    if (state.value !== 'ready' || conversation === null || conversation.channel !== channel.value) return null
    return rows.value.some((row) => row.id === conversation.id) ? null : conversation
  })

  function release() {
    listing?.release()
    drawNow()
  }

  return {
    rows,
    state,
    error,
    more,
    loadingMore,
    loadMore,
    moreError,
    reload,
    byId,
    unread,
    pinned,
    open,
    close,
    held,
    waiting,
    release,
  }
})
