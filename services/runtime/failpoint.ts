// Named places at which a process can be made to die, so that a test can say "between these two lines". Armed by the setting
// FAILPOINT, which config.ts takes in tests only; unarmed, reaching one costs a comparison.

/** Where a process can die. The noun first, then what has just happened. */
export const FAILPOINTS = [
  'gateway.decided',
  'gateway.appended',
  'sender.claimed',
  'sender.called',
  'sender.replied',
  'sender.written',
  'sender.appended',
  'sender.dispatched',
  'sender.begun',
  'ingest.kept',
  'projector.saved',
  'projector.committed',
  'eraser.told',
  'eraser.erased',
] as const
export type Failpoint = (typeof FAILPOINTS)[number]

/** `pass`: at which arrival, counted from 1. */
export type Armed = { name: Failpoint; pass: number }

let armed: Armed | null = null

export const arm = (failpoint: Armed | null): void => void (armed = failpoint && { ...failpoint })

/** Dies here, as by SIGKILL, when this is the place and the time. */
export function reach(name: Failpoint): void {
  if (armed === null || armed.name !== name) return
  armed.pass -= 1
  if (armed.pass > 0) return
  process.kill(process.pid, 'SIGKILL')
  for (;;); // nothing more happens here, not even until the signal arrives
}
