// What this agent is told of (SH-16): rows of one's own, live over tabs and devices; what is seen is kept with the other personal things.
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Snapshot } from '@madoguchi/contracts/http/snapshot'
import type { NoticeRow } from '@madoguchi/contracts/row/notice'
import { noticesRoom } from '@madoguchi/contracts/socket/room'
import { HttpError, request } from '../http.ts'
import type { Followed } from '../sync/follow.ts'
import type { View } from '../sync/receive.ts'
import { useConnection } from './connection.ts'
import { usePersonal } from './personal.ts'
import { useSession } from './session.ts'

export type NoticeItem = NoticeRow & { id: string }

export const useNotices = defineStore('notices', () => {
  const connection = useConnection()
  const personal = usePersonal()
  const state = ref<'loading' | 'ready' | 'error'>('loading')
  /** Newest first. */
  const list = shallowRef<readonly NoticeItem[]>([])
  let followed: Followed | null = null

  const isNew = ({ at }: Pick<NoticeItem, 'at'>): boolean => at > personal.noticesSeen
  const unseen = computed(() => list.value.filter(isNew).length)

  function show(view: View) {
    const rows = [...view.rows.values()].flatMap((row) =>
      row.noun === 'notice' && row.row !== null ? [{ ...row.row, id: row.id }] : [],
    )
    list.value = rows.sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
    state.value = 'ready'
  }

  function start() {
    const me = useSession().me?.agent.id
    if (me === undefined) return
    followed ??= connection.follows.open({
      room: noticesRoom(me),
      load: () => request<Snapshot>('GET', '/api/notices'),
      changed: show,
      failed(failure) {
        if (!(failure instanceof HttpError)) throw failure
        if (state.value !== 'ready') state.value = 'error'
      },
      gone: () => (list.value = []),
    })
  }
  const reload = () => {
    if (state.value === 'error') state.value = 'loading'
    return followed?.reload()
  }

  /** Up to the newest there is. */
  function seeAll() {
    const [newest] = list.value
    if (newest !== undefined && isNew(newest)) personal.seeNotices(newest.at)
  }

  return { state, list, unseen, isNew, start, reload, seeAll }
})
