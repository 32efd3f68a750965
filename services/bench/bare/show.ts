// The floor of the gateway: bare Socket.IO with the gateway's own transport settings; who asks for a room is in it.
import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'

export function createBareSockets(server: HttpServer): Server {
  const io = new Server(server, { transports: ['websocket'], serveClient: false, perMessageDeflate: false })
  io.on('connection', (socket) => {
    socket.on('follow', ({ room }: { room: string }, ack: (answer: object) => void) => {
      void socket.join(room)
      ack({ ok: true })
    })
  })
  return io
}
