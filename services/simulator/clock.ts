// Simulated time: runs at real speed and can be pushed forward. Timers fire in the order of their due times, also
// when one `advance` passes many of them; `stop` forgets them all. The 2-second limit of webhooks does not use it.
export type Clock = {
  /** ms since 1970 */
  now(): number
  /** Runs `fire` at or soon after `when`; the result cancels it. */
  at(when: number, fire: () => void): () => void
  advance(ms: number): void
  stop(): void
}

type Timer = { when: number; order: number; fire: (() => void) | null }

// setTimeout overflows beyond 2^31 ms and would fire at once.
const LONGEST_WAIT = 2_000_000_000

const before = (a: Timer, b: Timer) => a.when - b.when || a.order - b.order

function push(heap: Timer[], timer: Timer): void {
  let i = heap.push(timer) - 1
  while (i > 0) {
    const parent = (i - 1) >> 1
    if (before(heap[parent]!, timer) <= 0) break
    heap[i] = heap[parent]!
    i = parent
  }
  heap[i] = timer
}

function pop(heap: Timer[]): Timer {
  const top = heap[0]!
  const last = heap.pop()!
  if (heap.length === 0) return top
  let i = 0
  for (;;) {
    let child = 2 * i + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!) < 0) child++
    if (before(last, heap[child]!) <= 0) break
    heap[i] = heap[child]!
    i = child
  }
  heap[i] = last
  return top
}

export function createClock({ realNow = Date.now }: { realNow?: () => number } = {}): Clock {
  const heap: Timer[] = []
  let offset = 0
  let order = 0
  let armed: NodeJS.Timeout | undefined
  let armedFor = Infinity
  const now = () => realNow() + offset

  const arm = () => {
    const next = heap[0]
    if (next === undefined || next.when >= armedFor) return
    clearTimeout(armed)
    armedFor = next.when
    armed = setTimeout(run, Math.min(Math.max(0, next.when - now()), LONGEST_WAIT))
  }
  const run = () => {
    armedFor = Infinity
    while (heap.length > 0 && heap[0]!.when <= now()) pop(heap).fire?.()
    arm()
  }
  return {
    now,
    at(when, fire) {
      const timer: Timer = { when, order: order++, fire }
      push(heap, timer)
      arm()
      return () => {
        timer.fire = null
      }
    },
    advance(ms) {
      offset += ms
      clearTimeout(armed)
      run()
    },
    stop() {
      clearTimeout(armed)
      heap.length = 0
    },
  }
}
