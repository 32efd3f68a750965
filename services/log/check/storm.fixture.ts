// Faults over brokers in the order of the dice, every kind once before any comes again. `over` ends it: all is well then.
import { setTimeout as wait } from 'node:timers/promises'
import type { Dice } from '../../test/check/dice.ts'
import type { FaultyBroker } from '../../test/faults/brokers.ts'

type Fault = (node: FaultyBroker, dice: Dice) => Promise<void> | void

/** What a network does. Each is over when it resolves, but for connections that stay half-open. */
const NETWORK: Record<string, Fault> = {
  reset: ({ proxy }) => proxy.reset(),
  cut: ({ proxy }) => proxy.cut(),
  'half-open': ({ proxy }) => proxy.halfOpen(),
  async delayed({ proxy }, dice) {
    proxy.delay(dice.between(50, 500))
    await wait(dice.between(1_000, 4_000))
    proxy.heal()
  },
  async silent({ proxy }, dice) {
    proxy.silence()
    await wait(dice.between(2_000, 8_000))
    proxy.heal()
  },
}

const MACHINE: Record<string, Fault> = {
  async killed({ kill, start }, dice) {
    await kill()
    await wait(dice.between(0, 4_000))
    await start()
  },
  /** Longer than a request may take, at times: its connections are silent, not closed. */
  async stopped({ signal }, dice) {
    await signal('SIGSTOP')
    await wait(dice.between(1_000, 8_000))
    await signal('SIGCONT')
  },
}

/** One fault of the machine and one of the network at a time, each on a broker of its own choice; with a pause after each. */
export async function storm({ nodes, dice, over }: { nodes: FaultyBroker[]; dice: Dice; over: () => boolean }) {
  const struck: Record<string, number> = {}
  async function strike(faults: Record<string, Fault>, own: Dice, pauseMs: [number, number]) {
    let kinds: string[] = []
    while (!over()) {
      if (kinds.length === 0) kinds = own.shuffle(Object.keys(faults))
      const kind = kinds.pop()!
      struck[kind] = (struck[kind] ?? 0) + 1
      await faults[kind]!(own.pick(nodes), own)
      await wait(own.between(...pauseMs))
    }
  }
  await Promise.all([
    strike(MACHINE, dice.fork('machine'), [2_000, 8_000]),
    strike(NETWORK, dice.fork('network'), [500, 4_000]),
  ])
  return struck
}
