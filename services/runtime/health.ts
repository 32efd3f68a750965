// /live says the event loop turns and nothing else; /ready says whether each part can do its work, by name.
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** 'degraded' is shown and stays ready (a missing bus or presence never stops work). */
export type Check = () => { state: 'ok' | 'degraded' | 'down'; why?: string }
export type Health = {
  check(name: string, check: Check): void
  /** The start is over: from now on a late event loop counts (loading code blocks it for as long as it takes). */
  begin(): void
  /** From now on not ready: the balancer looks elsewhere. */
  leave(): void
  live(): boolean
  ready(): { ready: boolean; parts: Record<string, { state: string; why?: string }> }
  stop(): void
}

const LATE_NS = 1e9

export function createHealth(): Health {
  const checks = new Map<string, Check>()
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  let leaving = false

  return {
    check: (name, check) => void checks.set(name, check),
    begin: () => delay.reset(),
    leave: () => void (leaving = true),
    live() {
      const late = delay.max > LATE_NS
      delay.reset()
      return !late
    },
    ready() {
      const parts = Object.fromEntries([...checks].map(([name, check]) => [name, check()]))
      return { ready: !leaving && Object.values(parts).every((part) => part.state !== 'down'), parts }
    },
    stop: () => void delay.disable(),
  }
}
