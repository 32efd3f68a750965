// How many conversations wait, over all channels: the number beside "Chat" (SH-3), and the one on the tab and the app's icon, which follows
// the agent's own rules (SH-13). Rows come live for the open channel only, so that the others are looked at twice a minute.
import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import type { Badge } from '@madoguchi/contracts/http/snapshot'
import { HttpError, request } from '../http.ts'
import { useConnection } from './connection.ts'
import { useNotices } from './notices.ts'
import { createPaced } from './parts/paced.ts'
import { usePersonal } from './personal.ts'

const EVERY_MS = 2_000
/** A tab behind others is where its number is looked at. */
const HIDDEN_EVERY_MS = 10_000
const OTHERS_MS = 30_000

export const useBadge = defineStore('badge', () => {
  const n = ref(0)
  const tab = ref(0)
  let started = false
  const paced = createPaced({
    everyMs: () => (document.visibilityState === 'visible' ? EVERY_MS : HIDDEN_EVERY_MS),
    looking: () => true,
    async run() {
      const badge = await request<Badge>('GET', '/api/badge').catch((failure: unknown) => {
        if (!(failure instanceof HttpError)) throw failure
      })
      if (badge !== undefined) [n.value, tab.value] = [badge.n, badge.tab]
    },
  })

  /** Seen again: what waits by the slower pace is asked for now. */
  function look() {
    paced.reset()
    paced.ask()
  }

  function start() {
    if (started) return
    started = true
    paced.ask()
    setInterval(paced.ask, OTHERS_MS)
    document.addEventListener('visibilitychange', look)
    useConnection().listen({ up: paced.ask, personal: paced.ask })
    watch([() => usePersonal().taken, () => useNotices().list], paced.ask)
  }

  return { n, tab, start, stir: () => started && paced.ask() }
})
