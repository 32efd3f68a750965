import type { Clock } from '../clock.ts'
import type { Channel } from '../world/channel.ts'
import type { LineEvent } from './event/lineEvent.ts'
import { createQueue } from './queue.ts'

/** One event on its way: `n` is its ordinal, `alone` keeps a duplicate out of its twin's body. */
export type Item = { n: number; event: LineEvent; attempt: number; alone: boolean; dueAt: number }

/** One channel's queue: items wait until due, gather for the batching window, and leave with bounded parallelism. */
export type Lane = {
  add(item: Item): void
  pending(): number
  stop(): void
}

type Deps = { channel: Channel; clock: Clock; deliver: (items: Item[]) => Promise<void> }

export function createLane({ channel, clock, deliver }: Deps): Lane {
  const due = createQueue<Item>()
  let waiting = 0
  let inFlight = 0
  let bodies = 0
  let gathering = false
  let stopped = false

  // A duplicate and its twin must not share a body, or the receiver could see it without keeping anything.
  const take = (): Item[] => {
    const { max } = channel.settings.batch
    const items: Item[] = [due.take()!]
    while (!items[0]!.alone && items.length < max && due.size() > 0 && !due.peek()!.alone) items.push(due.take()!)
    return items
  }
  const pump = () => {
    while (due.size() > 0 && bodies < channel.settings.parallel) {
      const items = take()
      bodies++
      inFlight += items.length
      void deliver(items).finally(() => {
        bodies--
        inFlight -= items.length
        pump()
      })
    }
  }
  const gather = () => {
    const { windowMs, max } = channel.settings.batch
    if (max <= 1 || windowMs <= 0 || due.size() >= max) return pump()
    if (gathering) return
    gathering = true
    clock.at(clock.now() + windowMs, () => {
      gathering = false
      pump()
    })
  }
  return {
    add(item) {
      waiting++
      clock.at(item.dueAt, () => {
        waiting--
        if (!stopped) due.add(item)
        gather()
      })
    },
    pending: () => waiting + due.size() + inFlight,
    stop() {
      due.clear()
      stopped = true
    },
  }
}
