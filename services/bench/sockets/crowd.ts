// Many browsers in one process, all with the same list open. Counts what each hears and how late.
import { io, type Socket } from 'socket.io-client'
import { PROTOCOL_VERSION } from '@madoguchi/contracts/socket/version'
import type { Change } from '@madoguchi/contracts/socket/down'
import { serve } from '../parts/serve.ts'
import { percentile } from '../percentile.ts'
import { clock } from './clock.ts'

export type CrowdSettings = { room: string; cookies: string[] }
export type Join = { url: string; count: number }
export type Heard = { rows: number; p50: number; p99: number }

/** At once; more would be refused by a server that accepts as fast as it can. */
const TOGETHER = 50

await serve(({ room, cookies }: CrowdSettings) => {
  const sockets: Socket[] = []
  const heard: number[] = []
  let late: number[] = []

  async function join(url: string, n: number) {
    const socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      auth: { protocol: PROTOCOL_VERSION },
      extraHeaders: { origin: url, cookie: cookies[n % cookies.length]! },
    })
    sockets.push(socket)
    socket.on('change', ({ rows }: Change) => {
      heard[n]! += rows.length
      for (const one of rows) if (one.noun === 'conversation') late.push(clock() - one.row!.updatedAt)
    })
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject))
    const answer = (await socket.timeout(30_000).emitWithAck('follow', { room, v: 1, since: {} })) as { ok: boolean }
    if (!answer.ok) throw new Error(`may not follow: ${JSON.stringify(answer)}`)
  }

  const answers = {
    async join({ url, count }: Join) {
      for (let from = 0; from < count; from += TOGETHER)
        await Promise.all(Array.from({ length: Math.min(TOGETHER, count - from) }, (_, i) => join(url, from + i)))
    },
    begin() {
      heard.splice(0, Infinity, ...sockets.map(() => 0))
      late = []
    },
    heard: (): Heard => ({
      rows: heard.reduce((sum, one) => sum + one, 0),
      p50: percentile(late, 50),
      p99: percentile(late, 99),
    }),
    leave() {
      for (const socket of sockets.splice(0)) socket.disconnect()
    },
  }
  return Promise.resolve({ ready: null, answers, stop: () => Promise.resolve(answers.leave()) })
})
