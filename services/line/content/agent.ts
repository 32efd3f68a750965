// The connections to LINE's data host, of their own: the calls of the SDK are ended after 10 s (deadline.ts), a film may take longer.
import { Agent } from 'undici'

const CONNECT_MS = 3_000
/** Downloads at the same time; more wait for their turn. */
const CONNECTIONS = 16

export const openContentAgent = (): Agent =>
  new Agent({ connect: { timeout: CONNECT_MS }, connections: CONNECTIONS, pipelining: 1, allowH2: false })
