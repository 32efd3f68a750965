// A weak network between a browser and its gateway: now and then the answer to a send is lost on its way and the line with it. The
// gateway has done what it was asked, and the browser does not know.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export type Thief = {
  url: string
  /** How often an answer was taken away. */
  thefts(): number
  stop(): Promise<void>
}

/** Socket.IO's answer to a command that appends, in a frame from the server, which nothing masks. */
const ANSWER = /43\d+\[\{"ok":true,"at":/g

/** `at`: ordinals of answers, ascending; each is lost once, or the first after it that comes in a later packet. */
export async function startThief({ port, at }: { port: number; at: number[] }): Promise<Thief> {
  const open = new Set<Socket>()
  let answers = 0
  let thefts = 0

  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    const both = [near, far]
    const cut = () => both.forEach((socket) => socket.resetAndDestroy())
    for (const socket of both) {
      open.add(socket)
      socket.setNoDelay(true)
      socket.on('error', cut)
      socket.on('close', () => {
        open.delete(socket)
        cut()
      })
    }
    near.on('data', (chunk) => far.write(chunk))
    far.on('data', (chunk) => {
      answers += chunk.toString('latin1').match(ANSWER)?.length ?? 0
      if (thefts === at.length || answers < at[thefts]!) return near.write(chunk)
      thefts += 1
      cut()
    })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    thefts: () => thefts,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}
