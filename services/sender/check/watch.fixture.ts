// What a play waits for and looks at.
import { expect } from 'vitest'
import type { Scene } from './scene.fixture.ts'

/** Until every fault has happened as often as it was to. */
export async function struck({ stage, platform }: Scene): Promise<void> {
  const left = async () => (await platform.ask('GET', '/_sim/faults')).faults as unknown[]
  await stage.until(left, (faults) => faults.length === 0, 'the fault')
}

export async function allSent(scene: Scene, ids: string[]): Promise<void> {
  const states = await scene.settle(ids)
  expect([...states.values()]).toEqual(ids.map(() => 'sent'))
}

/** How often LINE was asked to take one of these. */
export async function callsFor({ platform }: Scene, ids: string[]): Promise<number> {
  const { calls } = (await platform.ask('GET', '/_sim/calls?limit=1000000')) as { calls: { retryKey?: string }[] }
  return calls.filter(({ retryKey }) => retryKey !== undefined && ids.includes(retryKey)).length
}
