// The one socket to the gateway: typed commands that are answered or rejected, frames by name, and a nose for silence: when
// nothing was heard for 12 s the line is cut and opened again, whatever the socket says (LV-3).
import { io } from 'socket.io-client'
import type { Ack, FollowAck } from '@madoguchi/contracts/socket/ack'
import type { DownName, DownOf } from '@madoguchi/contracts/socket/down'
import type { CommandName, CommandOf, Signal } from '@madoguchi/contracts/socket/up'
import { PROTOCOL_VERSION } from '@madoguchi/contracts/socket/version'

export const SILENCE_MS = 12_000
/** So often it is looked, and so much earlier: noticed within the time, not up to a look after it. */
const LOOK_MS = 1_000
/** Half as much more by chance: whoever was away long is back 2.25 s after the line is, at most. */
const RETRY_MOST_MS = 1_500
const ANSWER_WITHIN_MS = 15_000
const FOLLOW_WITHIN_MS = 8_000

export type AckOf<N extends CommandName> = N extends 'follow' ? FollowAck : Ack
export type Frame = { [N in DownName]: { name: N; body: DownOf<N> } }[DownName]

type Deps = {
  up: () => void
  down: () => void
  frame: (frame: Frame) => void
  /** The gateway does not want us: 'protocol', or the session has ended. Nothing is tried again by itself. */
  refused: (why: string) => void
  now: () => number
}

export type Link = ReturnType<typeof openLink>

export function openLink({ up, down, frame, refused, now }: Deps) {
  const socket = io({
    transports: ['websocket'],
    auth: { protocol: PROTOCOL_VERSION },
    autoConnect: false,
    reconnectionDelay: 300,
    reconnectionDelayMax: RETRY_MOST_MS,
    timeout: 6_000,
  })
  let heardAt = now()

  socket.on('connect', () => {
    heardAt = now()
    up()
  })
  socket.on('disconnect', (reason) => {
    down()
    // The server's own goodbye is final to Socket.IO; to us it is a gateway going away.
    if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 300 + Math.random() * 1_000)
  })
  socket.on('connect_error', (error) => {
    if (!socket.active) refused(error.message)
  })
  socket.onAny((name: DownName, body: unknown) => {
    heardAt = now()
    frame({ name, body } as Frame)
  })

  setInterval(() => {
    if (socket.connected && now() - heardAt > SILENCE_MS - LOOK_MS) reopen()
  }, LOOK_MS)

  function reopen() {
    socket.disconnect().connect()
  }

  return {
    open: () => void socket.connect(),
    reopen,
    hangUp: () => void socket.disconnect(),
    live: () => socket.connected,
    heardAt: () => heardAt,
    /** Rejects when not connected, cut off, or unanswered in time; an unanswered line is taken for dead. */
    send: async <N extends CommandName>(name: N, body: CommandOf<N>): Promise<AckOf<N>> => {
      if (!socket.connected) throw new Error('not connected')
      const within = name === 'follow' ? FOLLOW_WITHIN_MS : ANSWER_WITHIN_MS
      try {
        const ack = (await socket.timeout(within).emitWithAck(name, body)) as AckOf<N>
        heardAt = now()
        return ack
      } catch (error) {
        if (name === 'follow' && socket.connected && now() - heardAt > FOLLOW_WITHIN_MS) reopen()
        throw error
      }
    },
    /** Presence: lost when nobody listens. */
    signal: (body: Signal) => void socket.volatile.emit('signal', body),
  }
}
