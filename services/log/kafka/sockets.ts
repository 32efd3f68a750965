// A connection whose request times out is destroyed. kafkajs gives up a socket that ends or errs, never one that only stays
// silent (a forgotten NAT entry, a host gone): every later request on it times out too, for about 15 minutes. It hangs on the
// library's own time-outs and not on silence: a JoinGroup may rightly be unanswered for the whole rebalance time.
import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { ISocketFactory, RequestTimeoutEvent } from 'kafkajs'

const KEEP_ALIVE_MS = 10_000

/** One per kafkajs client. */
export function createSockets() {
  const open = new Map<string, Set<Socket>>() // by host:port

  const socketFactory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    const socket = ssl
      ? connectTls({ host, port, ...(isIP(host) ? {} : { servername: host }), ...ssl }, onConnect)
      : connect({ host, port }, onConnect)
    socket.setNoDelay(true)
    socket.setKeepAlive(true, KEEP_ALIVE_MS)
    remember(`${host}:${port}`, socket)
    return socket
  }

  function remember(broker: string, socket: Socket) {
    const those = open.get(broker) ?? new Set()
    open.set(broker, those.add(socket))
    socket.once('close', () => those.delete(socket))
  }

  return {
    socketFactory,
    onRequestTimeout: ({ payload }: RequestTimeoutEvent) => {
      for (const socket of open.get(payload.broker) ?? []) socket.destroy(new Error('request timed out'))
    },
    destroyAll(): void {
      for (const those of open.values()) for (const socket of those) socket.destroy(new Error('client given up'))
    },
  }
}

export type Sockets = ReturnType<typeof createSockets>
