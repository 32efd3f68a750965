// What can happen in one step of a storm.
import type { Rec } from '../../log/log.ts'
import type { Browser } from './browser.fixture.ts'
import type { Gate } from './gate.fixture.ts'
import { ROOMS, type World } from './world.fixture.ts'

export async function commit({ records, projectors, random }: World, count = 1 + random.below(5)): Promise<Rec[]> {
  const due = records.splice(0, count)
  await projectors.commit(due)
  return due
}

export function notice({ random, faults, without }: World, gate: Gate) {
  const at = random.chance(faults.late) ? random.below(gate.notices.length) : 0
  const [one] = gate.notices.splice(at, 1)
  if (one) gate.heard(without.notice ? without.notice(one, gate) : one)
}

/** What is unasked may be lost and doubled on the line, too: harsher than TCP. */
export function packet({ random, faults, without }: World, browser: Browser) {
  const down = browser.line()?.down ?? []
  const [one] = down.splice(random.chance(faults.late) ? random.below(down.length) : 0, 1)
  if (one === undefined) return
  const unasked = one.name === 'change' || one.name === 'beat'
  if (unasked && random.chance(faults.lose / 2)) return
  browser.hear(without.frame ? without.frame(one) : one)
  if (unasked && random.chance(faults.double)) down.push(one)
}

export function up({ random, faults }: World, browser: Browser) {
  const line = browser.line()
  const ask = line?.up.shift()
  if (ask === undefined) return
  if (ask.kind === 'follow' && random.chance(faults.fail)) return ask.fail(new Error('no answer'))
  void browser.gate()!.ask(line!, ask)
}

export async function load({ random, faults, loads }: World) {
  const one = loads[random.below(loads.length)]
  if (one === undefined) return
  if (one.taken === undefined) return void (one.taken = await one.run())
  loads.splice(loads.indexOf(one), 1)
  if (random.chance(faults.fail)) one.fail(new Error('no answer'))
  else one.done(one.taken)
}

export async function read({ random, faults }: World, gate: Gate) {
  if (random.chance(0.5)) await gate.read()
  else gate.answer(random.below(gate.readings()), random.chance(faults.fail))
}

/** When nothing is late, all notices arrive within the compare's grace. */
export async function compare(world: World, gate: Gate) {
  if (world.without.compare) return
  while (world.faults.late === 0 && gate.notices.length > 0) notice(world, gate)
  await gate.compare()
}

export function toggle({ random, counts }: World, browser: Browser, room = random.of(ROOMS)) {
  if (browser.views.has(room)) return browser.close(room)
  counts.opens += 1
  browser.open(room)
}

export function page({ random }: World, browser: Browser) {
  const view = [...browser.views.values()][random.below(browser.views.size)]
  if (view?.view() === null) view.reload()
  else void view?.loadMore()
}

export async function restart({ random, gates, browsers, startGate }: World) {
  const at = random.below(gates.length)
  for (const browser of browsers) if (browser.gate() === gates[at]) browser.hangUp()
  gates[at] = await startGate()
}

export function connect({ random, counts, gates }: World, browser: Browser) {
  counts.opens += browser.views.size
  browser.connect(random.of(gates))
}

export function mend(world: World, browser: Browser) {
  if (browser.line() === null) connect(world, browser)
  else browser.line()!.runAgain()
}
