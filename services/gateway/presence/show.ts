// Presence to the screens: notices as they come, and everything read again every 15 s, so that a lost one heals. Presence that is
// away costs its marks and nothing else (LV-7).
import type { PresenceFrame } from '@madoguchi/contracts/socket/presence'
import type { Room } from '@madoguchi/contracts/socket/room'
import type { Bus } from '../../bus/bus.ts'
import type { Presence, PresenceNotice } from '../../presence/presence.ts'
import { sleep } from '../../runtime/backoff.ts'
import type { Logger } from '../../runtime/logger.ts'
import { createMarks } from './marks.ts'

export type Show = { whole(room: Room): PresenceFrame; away(): boolean; why(): string | null; stop(): Promise<void> }

export type ShowDeps = {
  presence: Presence
  bus: Bus
  emit: (frame: PresenceFrame) => void
  logger: Logger
  readAgainMs?: number
}

const READ_AGAIN_MS = 15_000
/** While it is away, asked this often: its return shows within a renewal. */
const AWAY_MS = 2_000

export function startShow({ presence, bus, emit, logger, readAgainMs = READ_AGAIN_MS }: ShowDeps): Show {
  const marks = createMarks()
  const end = new AbortController()
  let away: string | null = null
  /** Heard while a reading is under way, which may be older than they are. */
  let meanwhile: PresenceNotice[] = []

  async function read() {
    meanwhile = []
    const all = await presence.members().catch((error: unknown) => {
      if (away === null) logger.warn({ error: String(error) }, 'presence is away; marks are not shown')
      away = String(error)
      return null
    })
    if (all !== null) away = null
    for (const frame of marks.replace(all ?? new Map(), all === null ? [] : meanwhile)) emit(frame)
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
  })
  const running = loop()

  return {
    whole: (room) => marks.whole(room),
    away: () => away !== null,
    why: () => away,
    async stop() {
      unsubscribe()
      end.abort()
      await running
    },
  }
}

function isNotice(notice: unknown): notice is PresenceNotice {
  const { room, enter, leave } = (notice ?? {}) as Record<string, unknown>
  const fine = (list: unknown) =>
    list === undefined || (Array.isArray(list) && list.every((one) => typeof one === 'string'))
  return typeof room === 'string' && room.includes(':') && fine(enter) && fine(leave)
}
