// The number beside "Chat" (SH-3): conversations of mine with something unread, and nobody's that need a reply, over all channels. Rows
// come live for the open channel only, so that the others are looked at twice a minute.
import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { Badge } from '@madoguchi/contracts/http/snapshot'
import { HttpError, request } from '../http.ts'
import { useConnection } from './connection.ts'
import { createPaced } from './parts/paced.ts'

const EVERY_MS = 2_000
const OTHERS_MS = 30_000

export const useBadge = defineStore('badge', () => {
  const n = ref(0)
  let started = false
  const paced = createPaced({
    everyMs: EVERY_MS,
    async run() {
      const badge = await request<Badge>('GET', '/api/badge').catch((failure: unknown) => {
        if (!(failure instanceof HttpError)) throw failure
      })
      if (badge !== undefined) n.value = badge.n
    },
  })

  function start() {
    if (started) return
    started = true
    paced.ask()
    setInterval(paced.ask, OTHERS_MS)
    document.addEventListener('visibilitychange', paced.look)
    useConnection().listen({ up: paced.ask })
  }

  return { n, start, stir: () => started && paced.ask() }
})
