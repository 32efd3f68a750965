// A browser's line to the gateway (web/src/socket.ts) where there is no page: the same silences, goodbyes and time-outs.
import { io } from 'socket.io-client'
import type { Ack, FollowAck } from '@madoguchi/contracts/socket/ack'
import type { DownName } from '@madoguchi/contracts/socket/down'
import type { CommandName, CommandOf } from '@madoguchi/contracts/socket/up'
import { PROTOCOL_VERSION } from '@madoguchi/contracts/socket/version'

const SILENCE_MS = 12_000
const LOOK_MS = 1_000
const ANSWER_WITHIN_MS = 15_000
const FOLLOW_WITHIN_MS = 8_000

type Deps = {
  url: string
  headers: Record<string, string>
  up(): void
  down(): void
  frame(name: DownName, body: unknown): void
}
type AckOf<N extends CommandName> = N extends 'follow' ? FollowAck : Ack
export type Link = ReturnType<typeof openLink>

export function openLink({ url, headers, up, down, frame }: Deps) {
  const socket = io(url, {
    transports: ['websocket'],
    auth: { protocol: PROTOCOL_VERSION },
    extraHeaders: { ...headers, origin: url },
    forceNew: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 1_500,
    timeout: 6_000,
  })
  let heardAt = Date.now()
  let closed = false
  const heard = () => void (heardAt = Date.now())
  const reopen = () => void (closed || socket.disconnect().connect())

  socket.on('connect', () => {
    heard()
    up()
  })
  socket.on('disconnect', (reason) => {
    down()
    if (reason === 'io server disconnect') setTimeout(reopen, 300 + Math.random() * 1_000)
  })
  socket.on('connect_error', () => void (socket.active || setTimeout(reopen, 1_000)))
  socket.onAny((name: DownName, body: unknown) => {
    heard()
    if (name === 'moving') setTimeout(reopen, 500)
    frame(name, body)
  })
  const timer = setInterval(() => {
    if (socket.connected && Date.now() - heardAt > SILENCE_MS - LOOK_MS) reopen()
  }, LOOK_MS)

  return {
    live: () => socket.connected,
    /** Rejects when not connected, cut off, or unanswered in time; an unanswered line is taken for dead. */
    async send<N extends CommandName>(name: N, body: CommandOf<N>): Promise<AckOf<N>> {
      if (!socket.connected) throw new Error('not connected')
      const within = name === 'follow' ? FOLLOW_WITHIN_MS : ANSWER_WITHIN_MS
      try {
        const ack = (await socket.timeout(within).emitWithAck(name, body)) as AckOf<N>
        heard()
        return ack
      } catch (error) {
        if (name === 'follow' && socket.connected && Date.now() - heardAt > FOLLOW_WITHIN_MS) reopen()
        throw error
      }
    },
    close() {
      closed = true
      clearInterval(timer)
      socket.disconnect()
    },
  }
}
