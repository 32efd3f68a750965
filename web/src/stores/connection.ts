// The line to the gateway as screens see it, and the door through which every store sends, follows and listens.
import { defineStore } from 'pinia'
import { markRaw, ref } from 'vue'
import type { DownName, DownOf } from '@madoguchi/contracts/socket/down'
import { createFollows } from '../sync/follow.ts'
import { openLink, type Frame } from '../socket.ts'

export type ConnectionState = 'live' | 'connecting' | 'reconnecting' | 'offline' | 'catchingUp'
/** `refused`: the gateway does not want this session. */
export type Listener = { up?(): void; down?(): void; refused?(): void } & {
  [N in DownName]?: (body: DownOf<N>) => void
}

const later = (run: () => void, ms: number) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

export const useConnection = defineStore('connection', () => {
  const state = ref<ConnectionState>('connecting')
  const catchingUp = ref<{ done: number; total: number } | null>(null)
  /** When anything was last heard, ms by this browser's clock; for display only. */
  const lastHeardAt = ref<number | null>(null)
  const degraded = ref<string[]>([])
  /** The server speaks another protocol: only a reload helps (LV-9). */
  const outdated = ref(false)
  const moving = ref(false)
  const listeners = new Set<Listener>()
  let started = false
  let everLive = false

  const link = openLink({ up, down, frame, refused, now: Date.now })
  const follows = createFollows({
    follow: (body) => link.send('follow', body),
    unfollow: (room) => void link.send('unfollow', { room }).catch(() => {}),
    progress(progress) {
      catchingUp.value = progress
      settle()
    },
    later,
  })

  function settle() {
    if (link.live()) {
      state.value = catchingUp.value === null ? 'live' : 'catchingUp'
      everLive ||= state.value === 'live'
    } else if (!navigator.onLine) state.value = 'offline'
    else state.value = everLive ? 'reconnecting' : 'connecting'
  }

  function up() {
    moving.value = false
    lastHeardAt.value = Date.now()
    follows.connected()
    for (const listener of listeners) listener.up?.()
    settle()
  }

  function down() {
    follows.disconnected()
    degraded.value = []
    for (const listener of listeners) listener.down?.()
    settle()
  }

  function frame({ name, body }: Frame) {
    lastHeardAt.value = link.heardAt()
    if (name === 'change') follows.change(body)
    else if (name === 'beat') {
      degraded.value = body.degraded
      follows.beat(body)
    } else if (name === 'resync') follows.resync(body.rooms)
    else if (name === 'revoked') follows.revoked(body.rooms)
    else if (name === 'moving') move(body.withinMs)
    for (const listener of listeners) listener[name]?.(body as never)
  }

  /** This gateway goes away: all browsers leave it, spread over the time it gives. */
  function move(withinMs: number) {
    moving.value = true
    setTimeout(() => link.reopen(), Math.random() * withinMs)
  }

  function refused(why: string) {
    settle()
    if (why === 'protocol') outdated.value = true
    else for (const listener of listeners) listener.refused?.()
  }

  /** Not at once: many browsers may be turned away at the same moment. */
  const retryLater = () => void later(retryNow, 2_000 + Math.random() * 2_000)

  function retryNow() {
    if (started && !outdated.value) link.reopen()
  }

  /** Shown again, network back, woken from sleep, restored from the page cache: look whether anything was missed (LV-4). */
  function look() {
    settle()
    if (!started) return
    if (!link.live() || Date.now() - link.heardAt() > 12_000) retryNow()
    else follows.check()
  }

  function start() {
    if (started) return
    started = true
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && look())
    window.addEventListener('online', look)
    window.addEventListener('offline', settle)
    window.addEventListener('pageshow', (event) => event.persisted && look())
    link.open()
  }

  return {
    state,
    catchingUp,
    lastHeardAt,
    degraded,
    outdated,
    moving,
    start,
    retryNow,
    retryLater,
    /** The session has ended: no line until the next sign-in. */
    hangUp: link.hangUp,
    pickUp: () => started && link.open(),
    send: link.send,
    signal: link.signal,
    live: link.live,
    follows: markRaw(follows),
    /** For stores, which live as long as the page. */
    listen: (listener: Listener) => void listeners.add(listener),
  }
})
