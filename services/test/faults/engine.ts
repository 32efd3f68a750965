// What a check may do to a server of its own, whichever it is.
import type { Proxy } from './proxy.ts'

export type FaultyEngine = {
  /** Through the proxy: the same for its whole life. */
  url: string
  proxy: Proxy
  /** As by SIGKILL, with all it had started: nothing is flushed that was not. */
  kill(): Promise<void>
  /** Starts on the data that is there; resolves when it serves. */
  start(): Promise<void>
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void
  stop(): Promise<void>
}
