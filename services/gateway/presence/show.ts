// Presence to the screens: notices as they come, and everything read again every 15 s, so that a lost one heals. Presence that is
// away costs its marks and nothing else (LV-7).
import type { PresenceFrame, TeamFrame } from '@madoguchi/contracts/socket/presence'
import type { Room } from '@madoguchi/contracts/socket/room'
import type { Bus } from '../../bus/bus.ts'
import { CONSOLE, type Presence, type PresenceNotice } from '../../presence/presence.ts'
import { sleep } from '../../runtime/backoff.ts'
import type { Logger } from '../../runtime/logger.ts'
import { createMarks } from './marks.ts'

export type Show = {
  whole(room: Room): PresenceFrame
  team(): TeamFrame
  away(): boolean
  why(): string | null
  stop(): Promise<void>
}

export type ShowDeps = {
  presence: Presence
  bus: Bus
  emit: (frame: PresenceFrame) => void
  /** Who is at the console: all of it, when it has changed. */
  emitTeam: (frame: TeamFrame) => void
  logger: Logger
  readAgainMs?: number
}

const READ_AGAIN_MS = 15_000
const TEAM_MS = 500
/** While it is away, asked this often: its return shows within a renewal. */
const AWAY_MS = 2_000

export function startShow({ presence, bus, emit, emitTeam, logger, readAgainMs = READ_AGAIN_MS }: ShowDeps): Show {
  const marks = createMarks()
  const end = new AbortController()
  let away: string | null = null
  let team = '{}'
  /** Heard while a reading is under way, which may be older than they are. */
  let meanwhile: PresenceNotice[] = []

  /** A hundred agents come and go: told together, and not more often than this. */
  const tellTeam = throttled(TEAM_MS, () => {
    const now = JSON.stringify(marks.team())
    if (now === team) return
    team = now
    emitTeam(marks.team())
  })

  async function read() {
    meanwhile = []
    const all = await presence.members().catch((error: unknown) => {
      if (away === null) logger.warn({ error: String(error) }, 'presence is away; marks are not shown')
      away = String(error)
      return null
    })
    if (all !== null) away = null
    for (const frame of marks.replace(all ?? new Map(), all === null ? [] : meanwhile)) emit(frame)
    tellTeam()
  }
  async function loop() {
    while (!end.signal.aborted) {
      await read()
      meanwhile = []
      await sleep(away !== null ? AWAY_MS : readAgainMs, end.signal)
    }
  }
  const unsubscribe = bus.subscribe('presence', (notice) => {
    if (!isNotice(notice)) return
    meanwhile.push(notice)
    for (const frame of marks.apply(notice)) emit(frame)
    if (notice.room === CONSOLE) tellTeam()
  })
  const running = loop()

  return {
    whole: (room) => marks.whole(room),
    /** Whoever comes between two tellings hears what is so now, and the next telling is one whatever it says. */
    team() {
      if (JSON.stringify(marks.team()) !== team) team = ''
      return marks.team()
    },
    away: () => away !== null,
    why: () => away,
    async stop() {
      unsubscribe()
      tellTeam.stop()
      end.abort()
      await running
    },
  }
}

/** At once when it was quiet for so long, else at the end of that time. */
function throttled(ms: number, run: () => void): { (): void; stop(): void } {
  let [last, timer]: [number, ReturnType<typeof setTimeout> | undefined] = [-Infinity, undefined]
  const go = () => {
    timer = undefined
    last = performance.now()
    run()
  }
  const ask = () => {
    if (timer !== undefined) return
    const wait = last + ms - performance.now()
    if (wait <= 0) go()
    else timer = setTimeout(go, wait)
  }
  return Object.assign(ask, { stop: () => clearTimeout(timer) })
}

function isNotice(notice: unknown): notice is PresenceNotice {
  const { room, enter, leave } = (notice ?? {}) as Record<string, unknown>
  const fine = (list: unknown) =>
    list === undefined || (Array.isArray(list) && list.every((one) => typeof one === 'string'))
  return typeof room === 'string' && room.includes(':') && fine(enter) && fine(leave)
}
