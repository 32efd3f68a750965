// The floor: bare Socket.IO that emits the same payload to the same room.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Change as Notice } from '@madoguchi/contracts/row/row'
import { createBareSockets } from '../bare/show.ts'
import { serve } from '../parts/serve.ts'

export type BareSettings = { room: string }

await serve(async ({ room }: BareSettings) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const io = createBareSockets(server)
  return {
    ready: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers: { notice: (notice: Notice) => void io.to(room).emit('change', { room, ...notice }) },
    async stop() {
      await io.close()
    },
  }
})
