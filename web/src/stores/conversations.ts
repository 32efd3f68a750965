// The list of the channel in view under the filter in view, as the screen draws it.
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { ListFilter } from '@madoguchi/contracts/row/listFilter'
import { HttpError } from '../http.ts'
import { useBadge } from './badge.ts'
import { useConnection } from './connection.ts'
import { useListCounts } from './listCounts.ts'
import { createFrame } from './parts/frame.ts'
import { createListing, type ConversationItem, type Listing } from './parts/listing.ts'
import { watchOwn } from './parts/ownChanges.ts'
import { createReaders } from './parts/readers.ts'
import { usePersonal } from './personal.ts'
import { useSession } from './session.ts'
import { useThread } from './thread.ts'
import { useWorkspace } from './workspace.ts'

export type { ConversationItem } from './parts/listing.ts'

const ALL: ListFilter = { view: 'all' }

export const useConversations = defineStore('conversations', () => {
  const connection = useConnection()
  const personal = usePersonal()
  const thread = useThread()
  const counts = useListCounts()
  const badge = useBadge()
  const filter = shallowRef<ListFilter>(ALL)
  const channel = ref<string | null>(null)
  const state = ref<'loading' | 'ready' | 'error'>('loading')
  const error = shallowRef<HttpError | null>(null)
  const rows = shallowRef<readonly ConversationItem[]>([])
  const left = shallowRef<ReadonlySet<string>>(new Set())
  const waiting = ref(0)
  const more = ref(false)
  const loadingMore = ref(false)
  const moreError = shallowRef<HttpError | null>(null)
  const holding = ref(false)
  const draw = createFrame(drawNow)
  let listing: Listing | null = null

  function stir() {
    counts.stir()
    badge.stir()
  }

  function drawNow() {
    const now = listing?.read()
    rows.value = now?.ids.map((id) => listing!.items.get(id)!) ?? []
    left.value = new Set([...(now?.left ?? []), ...(listing?.stayed() ?? [])])
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

  /** The same again is no news, so that an address may say it as often as it likes. */
  function open(id: string, wanted: ListFilter = ALL) {
    if (channel.value === id && alike(filter.value, wanted)) return
    const kept = holding.value && channel.value === id
    close()
    channel.value = id
    filter.value = wanted
    state.value = 'loading'
    error.value = null
    counts.open(id)
    const here = () => channel.value === id && filter.value === wanted
    listing = createListing({
      channel: id,
      filter: wanted,
      reader: readers.of,
      follows: connection.follows,
      changed() {
        if (!here()) return
        // The first rows at once: "ready" without them would be an empty list for as long as a frame takes.
        if (state.value === 'ready') draw()
        else drawNow()
        state.value = 'ready'
        error.value = null
        stir()
      },
      failed(failure) {
        if (!here() || state.value === 'ready') return
        state.value = 'error'
        error.value = failure
      },
      gone: () => here() && close(),
    })
    listing.stay(thread.id)
    held.value = kept
  }

  const readers = createReaders({
    agent: () => useSession().me?.agent.id ?? '',
    teams: (agent) => useWorkspace().agents.get(agent)?.teams ?? [],
    readTo: personal.readTo,
    since: personal.since,
  })
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
    return row === undefined ? 0 : readers.unread(row)
  }

  /** The open conversation where the list does not show it: "opened by link" (CH-3). */
  const pinned = computed<ConversationItem | null>(() => {
    const { conversation } = thread
    if (state.value !== 'ready' || conversation === null || conversation.channel !== channel.value) return null
    return rows.value.some((row) => row.id === conversation.id) ? null : conversation
  })

  watchOwn({
    open: () => thread.id,
    view: () => filter.value.view,
    teams: readers.teams,
    stay(id, before) {
      if (before !== null) personal.left(before)
      listing?.stay(id)
      draw()
    },
    reconsider(ids) {
      listing?.reconsider(ids)
      draw()
    },
    reload: () => void (state.value === 'ready' && reload()),
    stir,
  })

  function release() {
    listing?.release()
    drawNow()
  }

  return {
    channel,
    filter,
    rows,
    /** Drawn although they are no longer of this view: nothing moves under the reader. */
    left,
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

const alike = (a: ListFilter, b: ListFilter): boolean => JSON.stringify(a) === JSON.stringify(b)
