// How fast, and whether at all, a channel's calls go to LINE: 2,000 a second (LINE's own limit, per process here), and a pause with
// backoff when LINE says that it was too much or does not take our credentials. While paused one call at a time tries whether it
// goes again.
import type { Outcome } from '../line/outcome/send.ts'
import { backoff } from '../runtime/backoff.ts'

export type Gate = {
  /** 0 = go; else ms after which to come again (by then the gate may have opened). */
  enter(channel: string): number
  /** Channels whose messages need not come: the gate is shut. */
  shut(): string[]
  /** What LINE answered: closes the channel's gate, or opens it. */
  heard(channel: string, outcome: Outcome['is']): void
}

const PER_SECOND = 2_000
const PAUSE = { first: 1_000, max: 60_000 }
/** Longer than any call: until then the one that was let through has told how it went. */
const PROBE_MS = 12_000
const COME_AGAIN_MS = 250

type State = { tokens: number; at: number; closedUntil: number; refusals: number }

export function createGate({ now, random = Math.random }: { now: () => number; random?: () => number }): Gate {
  const states = new Map<string, State>()

  function stateOf(channel: string): State {
    const state = states.get(channel) ?? { tokens: PER_SECOND, at: now(), closedUntil: 0, refusals: 0 }
    states.set(channel, state)
    const time = now()
    state.tokens = Math.min(PER_SECOND, state.tokens + ((time - state.at) * PER_SECOND) / 1000)
    state.at = time
    return state
  }

  return {
    enter(channel) {
      const state = stateOf(channel)
      if (state.refusals > 0) {
        if (now() < state.closedUntil) return COME_AGAIN_MS
        state.closedUntil = now() + PROBE_MS
      }
      if (state.tokens < 1) return Math.ceil(((1 - state.tokens) * 1000) / PER_SECOND)
      state.tokens -= 1
      return 0
    },
    shut: () =>
      [...states].filter(([, { refusals, closedUntil }]) => refusals > 0 && now() < closedUntil).map(([id]) => id),
    heard(channel, outcome) {
      const state = stateOf(channel)
      if (outcome === 'token' || outcome === 'rateLimited') {
        state.closedUntil = now() + backoff(state.refusals, PAUSE, random)
        state.refusals += 1
      } else if (outcome === 'notSent' || outcome === 'doubt') {
        // LINE said nothing about the channel: the next may try, later.
        if (state.refusals > 0) state.closedUntil = now() + backoff(state.refusals - 1, PAUSE, random)
      } else state.refusals = 0
    },
  }
}
