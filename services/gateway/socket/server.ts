// Socket.IO over the gateway's HTTP server: websocket alone (no sticky routing), no adapter (every gateway hears every change), no
// compression (on, it costs a core and 6 times the memory per connection).
import { Server } from 'socket.io'
import { PROTOCOL_VERSION } from '@madoguchi/contracts/socket/version'
import type { App } from '../../runtime/http.ts'
import type { Logger } from '../../runtime/logger.ts'
import { originAllowed } from '../http/origin.ts'
import type { SessionOf } from '../http/session/cookie.ts'
import { createConnection, type Io } from './connection.ts'

const OPTIONS = {
  transports: ['websocket' as const],
  serveClient: false,
  // A line that carries nothing any more is given up after 13 s at most: whoever sat at its end is where they were no longer (CO-2).
  pingInterval: 5_000,
  pingTimeout: 8_000,
  /** Above a command's own limit, so that a large one is refused in words instead of cutting the line. */
  maxHttpBufferSize: 2_000_000,
  perMessageDeflate: false,
  connectTimeout: 10_000,
}

type Deps = {
  app: App
  sessionOf: SessionOf
  publicUrl: string
  logger: Logger
  rev: () => number
  now: () => number
  closing: () => boolean
}

/** Who may not come in hears why once: 'protocol' (another version of the console) or 'signed_out'. */
export function createSocketServer({ app, sessionOf, publicUrl, logger, rev, now, closing }: Deps): Io {
  const io: Io = new Server(app.server, {
    ...OPTIONS,
    allowRequest: ({ headers }, answer) => {
      const fine = !closing() && originAllowed(headers.origin, headers.host, publicUrl)
      answer(fine ? null : 'origin', fine)
    },
  })
  io.use((socket, next) => {
    if (socket.handshake.auth.protocol !== PROTOCOL_VERSION) return next(new Error('protocol'))
    const before = rev()
    sessionOf(socket.handshake.headers.cookie).then(
      (session) => {
        if (session === null) return next(new Error('signed_out'))
        socket.data = createConnection(session, before, now())
        return next()
      },
      (error: unknown) => {
        // Not the browser's fault: a refusal would be final to it, a lost line is tried again.
        logger.warn({ error: String(error) }, 'socket session not read')
        socket.conn.close(true)
      },
    )
  })
  return io
}
