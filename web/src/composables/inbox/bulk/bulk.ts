// PURE but for what it is given: the same act for many rows, a few at a time. What is refused is kept with its reason, and the rest goes on.
import type { Ack, Refusal } from '@madoguchi/contracts/socket/ack'

export type Failure = { id: string; refusal: Refusal }
export type Outcome = { done: string[]; failures: Failure[]; stopped: boolean }

type Deps = {
  ids: readonly string[]
  act: (id: string) => Promise<Ack> | Ack
  /** After each, done or not. */
  step: (done: number) => void
  stopped: () => boolean
  /** Before one is asked again that came too fast. */
  pause: (ms: number) => Promise<unknown>
}

const AT_ONCE = 4
/** The server lets 600 commands a minute through. */
const PAUSE_MS = 2_000
const TRIES = 15

export async function runBulk({ ids, act, step, stopped, pause }: Deps): Promise<Outcome> {
  const [waiting, done, failures]: [string[], string[], Failure[]] = [[...ids], [], []]

  async function patiently(id: string): Promise<Ack> {
    for (let tried = 1; ; tried++) {
      const ack = await act(id)
      if (ack.ok || ack.code !== 'too_many' || tried === TRIES || stopped()) return ack
      await pause(PAUSE_MS)
    }
  }

  async function lane() {
    while (!stopped()) {
      const id = waiting.shift()
      if (id === undefined) return
      const ack = await patiently(id)
      if (ack.ok) done.push(id)
      else failures.push({ id, refusal: ack })
      step(done.length + failures.length)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return { done, failures, stopped: waiting.length > 0 }
}
