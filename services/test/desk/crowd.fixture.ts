// Many agents' browsers in a process of their own, whose lines fall away now and then. It keeps when each message came to each screen.
import { setTimeout as wait } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import type { Row } from '@madoguchi/contracts/row/row'
import { serve } from '../../bench/parts/serve.ts'
import { clock } from '../../bench/sockets/clock.ts'
import { hardOfHearing } from '../house/notices.fixture.ts'
import { until } from '../house/until.fixture.ts'
import { truthFor, unlike, type Truth } from './away.fixture.ts'
import { isShown, openLined, type LinedAgent } from './lines.fixture.ts'

export type Member = { name: string; cookie: string; first: number; conversations: string[]; deaf: boolean }
export type CrowdSettings = { members: Member[]; gateways: string[]; channels: string[] }
/** `silent`: nothing is refused, all is swallowed. */
export type Drop = { member: number; ms: number; silent: boolean }
export type Sent = Map<string, { at: number; conversation: string }>
/**
 * ms of each message on each screen that had it open; apart those that fell into a break of the line: one that both ends knew of, or one
 * that was silent, which costs the 12 s until that is noticed, each time. `missing`: never shown.
 */
export type Shown = { calm: number[]; cut: number[]; silent: number[]; missing: number; deafMissing: number }

type Break = { from: number; to: number; silent: boolean }
type Seat = Member & { agent: LinedAgent; shownAt: Map<string, number>; breaks: Break[] }

const OPEN_MS = 240_000

await serve(async ({ members, gateways, channels }: CrowdSettings) => {
  const seats: Seat[] = []
  for (const member of members) seats.push(await open(member))
  let bare: { sockets: Socket[]; shown: [string, number][] } = { sockets: [], shown: [] }

  async function open(member: Member): Promise<Seat> {
    const seat = { ...member, shownAt: new Map(), breaks: [] } as unknown as Seat
    const { name, cookie, first, conversations } = member
    const ears = member.deaf ? hardOfHearing() : {}
    const eyes = {
      shown: (rows: readonly Row[]) => note(seat, rows),
      up: () => endBreak(seat),
      down: () => beginBreak(seat),
    }
    seat.agent = await openLined({ name, cookie, gateways, first, channels, conversations, ears, eyes })
    return seat
  }

  return {
    ready: null,
    answers: {
      opened: () =>
        until(
          () => seats.every(({ agent, conversations }) => isShown(agent, 1 + channels.length + conversations.length)),
          'all screens',
          OPEN_MS,
        ),
      async drop({ member, ms, silent }: Drop) {
        const { agent } = seats[member]!
        beginBreak(seats[member]!, silent)
        if (silent) agent.line.silence()
        else agent.line.refuse()
        await wait(ms)
        agent.line.heal()
      },
      shown: (sent: Sent): Shown => shownOf(seats, sent),
      /** Differences from what each is shown anew, the deaf one's apart. */
      async unlike() {
        const truth: Truth = await truthFor(seats.map(({ agent }) => agent))
        const of = (deaf: boolean) =>
          seats.filter((one) => one.deaf === deaf).flatMap(({ agent }) => unlike(agent, truth))
        return { wrong: of(false), deaf: of(true) }
      },
      async bare(url: string) {
        bare = { sockets: seats.map(() => io(url, { transports: ['websocket'], forceNew: true })), shown: [] }
        for (const socket of bare.sockets) {
          await socket.timeout(30_000).emitWithAck('follow', { room: 'all' })
          socket.on('change', ({ rows }: { rows: Row[] }) => {
            for (const { id } of rows) bare.shown.push([id.slice(id.indexOf(':') + 1), clock()])
          })
        }
      },
      bareShown(sent: Sent): number[] {
        const at = new Map([...sent].map(([id, one]) => [id.slice(id.indexOf(':') + 1), one.at]))
        return bare.shown.flatMap(([id, shown]) => (at.has(id) ? [shown - at.get(id)!] : []))
      },
      bareEnd: () => bare.sockets.splice(0).forEach((socket) => socket.disconnect()),
    },
    async stop() {
      for (const { agent } of seats) await agent.stop()
    },
  }
})

function note(seat: Seat, rows: readonly Row[]) {
  const now = clock()
  for (const { noun, id } of rows) if (noun === 'message' && !seat.shownAt.has(id)) seat.shownAt.set(id, now)
}

function beginBreak({ breaks }: Seat, silent = false) {
  const last = breaks.at(-1)
  if (last?.to !== Infinity) breaks.push({ from: clock(), to: Infinity, silent })
  else last.silent ||= silent
}

function endBreak({ breaks }: Seat) {
  const last = breaks.at(-1)
  if (last !== undefined) last.to = Math.min(last.to, clock())
}

function shownOf(seats: Seat[], sent: Sent): Shown {
  const told: Shown = { calm: [], cut: [], silent: [], missing: 0, deafMissing: 0 }
  for (const { conversations, shownAt, breaks, deaf } of seats)
    for (const [id, { at, conversation }] of sent) {
      if (!conversations.includes(conversation)) continue
      const shown = shownAt.get(id)
      const fell = breaks.filter(({ from, to }) => shown !== undefined && from < shown && to > at)
      if (deaf) told.deafMissing += Number(shown === undefined)
      else if (shown === undefined) told.missing += 1
      else if (fell.length === 0) told.calm.push(shown - at)
      else if (fell.some(({ silent }) => silent)) told.silent.push(shown - at)
      else told.cut.push(shown - at)
    }
  return told
}
