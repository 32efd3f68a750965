// The list of the channel in view: batches of 25 by latest activity, live, drawn down to the loaded end.
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { LIST_PAGE, type ListPage } from '@madoguchi/contracts/http/snapshot'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { Row } from '@madoguchi/contracts/row/row'
import { unreadOf } from '@madoguchi/contracts/row/unread'
import { channelRoom } from '@madoguchi/contracts/socket/room'
import { HttpError, request } from '../http.ts'
import type { Followed } from '../sync/follow.ts'
import { createShown } from '../sync/shown.ts'
import { useConnection } from './connection.ts'
import { createFrame } from './parts/frame.ts'
import { usePersonal } from './personal.ts'
import { useThread } from './thread.ts'

export type ConversationItem = ConversationRow & { id: string; part: number; rev: number }

/** More pages than this are not fetched again after a long absence: the list then ends earlier and can be loaded on. */
const PAGES_AGAIN = 20

export const useConversations = defineStore('conversations', () => {
  const connection = useConnection()
  const personal = usePersonal()
  const channel = ref<string | null>(null)
  const state = ref<'loading' | 'ready' | 'error'>('loading')
  const error = shallowRef<HttpError | null>(null)
  const rows = shallowRef<readonly ConversationItem[]>([])
  const waiting = ref(0)
  const heldNow = ref(false)
  const loadingMore = ref(false)
  const moreError = shallowRef<HttpError | null>(null)
  const after = ref<string | null>(null)

  const items = new Map<string, ConversationItem>()
  const shown = createShown()
  const draw = createFrame(drawNow)
  let followed: Followed | null = null
  let pages = 1

  const held = computed({
    get: () => heldNow.value,
    /** Set while the pointer is in the list or it is scrolled down: rows then keep their places. */
    set(on: boolean) {
      if (heldNow.value === on) return
      heldNow.value = on
      shown.hold(on)
      drawNow()
    },
  })

  function drawNow() {
    const now = shown.read()
    rows.value = now.ids.map((id) => items.get(id)!)
    waiting.value = now.waiting
  }

  function take(changed: readonly Row[]) {
    for (const { noun, id, part, rev, row } of changed) {
      if (noun !== 'conversation') continue
      if (row === null) items.delete(id)
      else items.set(id, { ...row, id, part, rev })
      shown.set(id, row === null ? null : { at: row.lastAt, id })
    }
  }

  function endAt(page: ListPage) {
    after.value = page.after
    const last = page.rows.findLast((row) => row.noun === 'conversation' && row.row !== null)
    if (page.after === null) shown.setEnd(null)
    else if (last?.noun === 'conversation') shown.setEnd({ at: last.row!.lastAt, id: last.id })
  }

  const pageOf = (id: string, from: string | null) =>
    request<ListPage>(
      'GET',
      `/api/channels/${encodeURIComponent(id)}/conversations?limit=${LIST_PAGE}${from === null ? '' : `&after=${encodeURIComponent(from)}`}`,
    )

  /** As many pages as were shown, followed from the first one's cursor: later pages are newer than it. */
  async function load(id: string): Promise<{ taken: ListPage; last: ListPage }> {
    const taken = await pageOf(id, null)
    let last = taken
    for (let n = 1; n < Math.min(pages, PAGES_AGAIN) && last.after !== null; n++) {
      last = await pageOf(id, last.after)
      if (last.v !== taken.v) throw new HttpError(0, { code: 'moved' })
      taken.rows.push(...last.rows)
    }
    return { taken, last }
  }

  function follow(id: string) {
    let last: ListPage | null = null
    followed = connection.follows.open({
      room: channelRoom(id),
      async load() {
        const loaded = await load(id)
        last = loaded.last
        return loaded.taken
      },
      changed(view, changed, whole) {
        if (channel.value !== id) return
        if (whole) {
          items.clear()
          shown.clear()
          shown.hold(heldNow.value)
          take([...view.rows.values()])
          endAt(last!)
          shown.release()
          state.value = 'ready'
          error.value = null
        } else take(changed)
        draw()
      },
      failed(failure) {
        if (channel.value !== id || state.value === 'ready') return
        state.value = 'error'
        error.value = failure instanceof HttpError ? failure : null
      },
      gone: () => channel.value === id && clear(),
    })
  }

  function clear() {
    followed?.close()
    followed = null
    channel.value = null
    items.clear()
    shown.clear()
    heldNow.value = false
    shown.hold(false)
    after.value = null
    pages = 1
    moreError.value = null
    drawNow()
  }

  function open(id: string) {
    if (channel.value === id) return
    clear()
    channel.value = id
    state.value = 'loading'
    error.value = null
    follow(id)
  }

  async function loadMore(): Promise<void> {
    const id = channel.value
    if (id === null || after.value === null || loadingMore.value) return
    loadingMore.value = true
    moreError.value = null
    try {
      const page = await pageOf(id, after.value)
      if (channel.value !== id || followed?.merge(page) !== true) return
      pages++
      endAt(page)
      shown.append()
      drawNow()
    } catch (failure) {
      if (channel.value === id) moreError.value = failure instanceof HttpError ? failure : null
    } finally {
      loadingMore.value = false
    }
  }

  async function reload(): Promise<void> {
    if (state.value === 'error') state.value = 'loading'
    await followed?.reload()
  }

  function byId(id: string): ConversationItem | undefined {
    const thread = useThread()
    return items.get(id) ?? (thread.id === id ? (thread.conversation ?? undefined) : undefined)
  }

  function unread(id: string): number {
    const row = byId(id)
    return row === undefined ? 0 : unreadOf(row, personal.readTo(id), personal.since(row.channel, row.part))
  }

  /** The open conversation where the list does not show it: "opened by link" (CH-3). */
  const pinned = computed<ConversationItem | null>(() => {
    const { conversation } = useThread()
    if (state.value !== 'ready' || conversation === null || conversation.channel !== channel.value) return null
    return rows.value.some((row) => row.id === conversation.id) ? null : conversation
  })

  return {
    rows,
    state,
    error,
    more: computed(() => after.value !== null),
    loadingMore,
    loadMore,
    moreError,
    reload,
    byId,
    unread,
    pinned,
    open,
    close: clear,
    held,
    waiting,
    release() {
      shown.release()
      drawNow()
    },
  }
})
