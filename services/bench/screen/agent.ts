// The second agent's screen, and the platform that posts: one process, so that one clock times both ends.
import { Pool } from 'undici'
import { io, type Socket } from 'socket.io-client'
import { PROTOCOL_VERSION } from '@madoguchi/contracts/socket/version'
import { atRate } from '../parts/atRate.ts'
import { serve } from '../parts/serve.ts'
import { percentile } from '../percentile.ts'
import { bodiesOf } from '../webhook/bodies.ts'

export type AgentSettings = {
  webhook: string
  gateway: string
  cookie: string
  rooms: string[]
  people: number
  secret: string
  destination: string
}
export type Wish = { rate: number; count: number }
/** Milliseconds from when a message was due at LINE to its row on the screen. */
export type Told = { p50: number; p99: number }
type Change = { rows: { noun: string; id: string }[] }

await serve(async (settings: AgentSettings) => {
  const socket = await connected(settings)
  const shown = new Map<string, () => void>()
  socket.on('change', ({ rows }: Change) => {
    for (const { noun, id } of rows) if (noun === 'message') shown.get(id.slice(id.lastIndexOf(':') + 1))?.()
  })
  const { origin, pathname: path } = new URL(settings.webhook)
  const pool = new Pool(origin, { connections: 64, pipelining: 1 })
  let from = 0

  async function run({ rate, count }: Wish): Promise<Told> {
    const bodies = bodiesOf({ ...settings, from, count, events: 1 })
    from += count
    const send = async (i: number) => {
      const { body, signature } = bodies[i]!
      const { message } = (JSON.parse(body) as { events: [{ message: { id: string } }] }).events[0]
      const onScreen = new Promise<void>((resolve) => shown.set(message.id, resolve))
      const headers = { 'content-type': 'application/json', 'x-line-signature': signature }
      const answer = await pool.request({ path, method: 'POST', headers, body })
      await answer.body.dump()
      if (answer.statusCode !== 200) throw new Error(`the webhook answered ${answer.statusCode}`)
      await onScreen
      shown.delete(message.id)
    }
    const took = await atRate({ rate, count, send })
    return { p50: percentile(took, 50), p99: percentile(took, 99) }
  }

  return {
    ready: null,
    answers: { run },
    async stop() {
      socket.disconnect()
      await pool.close()
    },
  }
})

async function connected({ gateway, cookie, rooms }: AgentSettings): Promise<Socket> {
  const socket = io(gateway, {
    transports: ['websocket'],
    auth: { protocol: PROTOCOL_VERSION },
    extraHeaders: { origin: gateway, cookie },
  })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject))
  for (const room of rooms) {
    const answer = (await socket.timeout(10_000).emitWithAck('follow', { room, v: 1, since: {} })) as { ok: boolean }
    if (!answer.ok) throw new Error(`may not follow ${room}: ${JSON.stringify(answer)}`)
  }
  return socket
}
