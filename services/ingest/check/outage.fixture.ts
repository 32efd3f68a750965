// One engine away for so long, in one of three ways: killed, gone silent with its connections open, or refusing them.
import { setTimeout as wait } from 'node:timers/promises'
import type { Proxy } from '../../test/faults/proxy.ts'
import type { Stage } from './stage.fixture.ts'

export type How = 'killed' | 'silent' | 'refusing'
export type Engine = 'broker' | 'database'
export const HOW: How[] = ['killed', 'silent', 'refusing']

type Mortal = { proxy: Proxy; kill(): Promise<void>; start(): Promise<void> }

const mortal = (stage: Stage, engine: Engine): Mortal =>
  engine === 'broker' ? stage.brokers.nodes[0]! : stage.postgres

async function takeAway({ proxy, kill }: Mortal, how: How) {
  if (how === 'killed') await kill()
  else if (how === 'silent') proxy.silence()
  else proxy.refuse()
}

async function giveBack({ proxy, start }: Mortal, how: How) {
  if (how === 'killed') await start()
  else proxy.heal()
}

/** Resolves when all are back. `meanwhile` runs while they are away. */
export async function outage(
  stage: Stage,
  engines: { engine: Engine; how: How }[],
  ms: number,
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<void> {
  const away = engines.map(({ engine, how }) => ({ mortal: mortal(stage, engine), how }))
  await Promise.all(away.map((one) => takeAway(one.mortal, one.how)))
  try {
    await Promise.all([wait(ms), meanwhile()])
  } finally {
    await Promise.all(away.map((one) => giveBack(one.mortal, one.how)))
  }
}
