// One history on a bad day: rows are committed while notices get lost, doubled and late, lines break, gateways start anew, Postgres
// fails to answer, and agents open and close views. The dice decide everything; time passes only when a step says so.
import { isDeepStrictEqual } from 'node:util'
import type { Change as Notice, Row } from '@madoguchi/contracts/row/row'
import { channelRoom, conversationRoom, type Room } from '@madoguchi/contracts/socket/room'
import type { Rec } from '../../log/log.ts'
import { dice, history, type Dice } from '../../projector/commit/history.fixture.ts'
import { createBrowser, type Browser, type Sync } from './browser.fixture.ts'
import { openGate, type Gate } from './gate.fixture.ts'
import { readPage, type Page } from './snapshots.fixture.ts'
import type { Stage } from './stage.fixture.ts'

/** Chances: of a notice or packet to be lost, doubled, late; of a question to fail; of a commit whose rows are too many to tell; steps that cut, restart, slow down, swap. */
export type Faults = Record<'lose' | 'double' | 'late' | 'fail' | 'huge' | 'cut' | 'restart' | 'lag' | 'swap', number>
export const STORM: Faults = {
  lose: 0.12,
  double: 0.1,
  late: 0.25,
  fail: 0.1,
  huge: 0.05,
  cut: 0.5,
  restart: 0.15,
  lag: 0.4,
  swap: 0.4,
}
export const CALM: Faults = { lose: 0, double: 0, late: 0, fail: 0, huge: 0, cut: 0, restart: 0, lag: 0, swap: 0 }

/** What a test takes away. `notice` and `packet` change what is heard. */
export type Without = {
  compare?: boolean
  notice?: (notice: Notice, gate: Gate) => Notice
  frame?: 'skips holes'
  from?: boolean
}
export type Counts = { steps: number; opens: number; follows: number; resets: number; repairs: number; views: number }

const CONVERSATIONS = ['U0', 'U1', 'U2', 'U3', 'C1', 'R1', '?'].map((source) => `shop:${source}`)
export const ROOMS = [channelRoom('shop'), ...CONVERSATIONS.map(conversationRoom)]
const LIMIT = 6
const BROWSERS = 3

type Load = {
  run: () => Promise<Page | null>
  taken?: Page | null
  done(page: Page | null): void
  fail(e: Error): void
}
type Deps = { stage: Stage; sync: Sync; seed: number; length: number; faults: Faults; without?: Without }

export type Storm = Awaited<ReturnType<typeof openStorm>>

export async function openStorm({ stage, sync, seed, length, faults: bad, without = {} }: Deps) {
  const random: Dice = dice(seed)
  const counts: Counts = { steps: 0, opens: 0, follows: 0, resets: 0, repairs: 0, views: 0 }
  const records = history(seed + 1, length)
  const loads: Load[] = []
  const batches = new Map<string, number>()
  let faults = bad

  const world = await stage.begin((notice) => {
    batches.set(`${notice.v}/${notice.part}/${notice.next}`, notice.from)
    const told = random.chance(faults.huge) ? { ...notice, rows: null } : notice
    for (const gate of gates)
      if (!random.chance(faults.lose)) gate.notices.push(told, ...(random.chance(faults.double) ? [told] : []))
  })
  const startGate = () =>
    openGate({
      pool: stage.pool,
      repaired: () => (counts.repairs += 1),
      told: (change) =>
        without.from
          ? { ...change, from: batches.get(`${change.v}/${change.part}/${change.next}`) ?? change.from }
          : change,
    })
  const gates: Gate[] = [await startGate(), await startGate()]
  const browsers = Array.from({ length: BROWSERS }, () =>
    createBrowser({
      sync,
      page: (room, from) =>
        new Promise((done, fail) => {
          loads.push({ run: () => readPage(stage.pool, room, from, LIMIT), done, fail })
        }),
      asked: () => (counts.follows += 1),
      answered: (ack) => (counts.resets += ack.ok && ack.reset ? 1 : 0),
    }),
  )

  const connect = (browser: Browser) => {
    counts.opens += browser.views.size
    browser.connect(random.of(gates))
  }
  function toggle(browser: Browser) {
    const room = random.of(ROOMS)
    if (browser.views.has(room)) return browser.close(room)
    counts.opens += 1
    browser.open(room)
  }
  async function commit(count = 1 + random.below(5)): Promise<Rec[]> {
    const due = records.splice(0, count)
    await world.commit(due)
    return due
  }
  function notice(gate: Gate) {
    const at = random.chance(faults.late) ? random.below(gate.notices.length) : 0
    const [one] = gate.notices.splice(at, 1)
    if (one) gate.heard(without.notice ? without.notice(one, gate) : one)
  }
  /** An answer is never late behind another: its browser waits for it. What is unasked may be lost on the line, too. */
  function packet(browser: Browser) {
    const down = browser.line()?.down ?? []
    const [one] = down.splice(random.chance(faults.late) ? random.below(down.length) : 0, 1)
    if (one === undefined) return
    const unasked = one.name === 'change' || one.name === 'beat'
    if (unasked && random.chance(faults.lose / 2)) return
    const heard = without.frame === 'skips holes' ? filled(one) : one
    browser.hear(heard)
    if (unasked && random.chance(faults.double)) down.push(one)
  }
  async function up(browser: Browser) {
    const line = browser.line()
    const ask = line?.up.shift()
    if (ask === undefined) return
    if (ask.kind === 'follow' && random.chance(faults.fail)) return ask.fail(new Error('no answer'))
    void browser.gate()!.ask(line!, ask)
  }
  async function load() {
    const one = loads[random.below(loads.length)]
    if (one === undefined) return
    if (one.taken === undefined) return void (one.taken = await one.run())
    loads.splice(loads.indexOf(one), 1)
    if (random.chance(faults.fail)) one.fail(new Error('no answer'))
    else one.done(one.taken)
  }
  async function read(gate: Gate) {
    if (random.chance(0.5)) await gate.read()
    else gate.answer(random.below(gate.readings()), random.chance(faults.fail))
  }
  async function compare(gate: Gate) {
    if (without.compare) return
    while (faults.late === 0 && gate.notices.length > 0) notice(gate)
    await gate.compare()
  }
  async function restart() {
    const at = random.below(gates.length)
    for (const browser of browsers) if (browser.gate() === gates[at]) browser.hangUp()
    gates[at] = await startGate()
  }
  const cut = (browser: Browser) => browser.line() !== null && browser.hangUp()
  const slow = (browser: Browser) => browser.line()?.fallBehind()
  function mend(browser: Browser) {
    if (browser.line() === null) connect(browser)
    else browser.line()!.runAgain()
  }
  function page(browser: Browser) {
    const view = [...browser.views.values()][random.below(browser.views.size)]
    if (view?.followed.view() === null) void view.followed.reload()
    else void view?.loadMore()
  }

  type Step = [weight: number, run: () => unknown]
  const STEPS: Step[] = [
    [22, () => commit()],
    [100, () => notice(random.of(gates))],
    [100, () => packet(random.of(browsers))],
    [25, () => up(random.of(browsers))],
    [30, () => load()],
    [20, () => read(random.of(gates))],
    [4, () => compare(random.of(gates))],
    [3, () => random.of(gates).beat()],
    [8, () => random.of(browsers).ring()],
    [6, () => toggle(random.of(browsers))],
    [3, () => page(random.of(browsers))],
    [10, () => mend(random.of(browsers))],
    [2, () => random.chance(faults.cut) && cut(random.of(browsers))],
    [2, () => random.chance(faults.restart) && restart()],
    [2, () => random.chance(faults.lag) && slow(random.of(browsers))],
    [1, () => random.chance(faults.swap) && world.swap()],
  ]
  const whole = STEPS.reduce((sum, [weight]) => sum + weight, 0)

  async function step() {
    counts.steps += 1
    let left = random.below(whole)
    await STEPS.find(([weight]) => (left -= weight) < 0)![1]()
    await settle()
  }

  /** No more faults: what was lost stays lost, what is on its way arrives, and all that heals by itself has its time. */
  async function quiet(rounds = 4) {
    faults = CALM
    for (const browser of browsers) {
      mend(browser)
      mend(browser)
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const gate of gates) {
        while (gate.notices.length > 0) notice(gate)
        await compare(gate)
        await compare(gate)
        gate.beat()
      }
      for (const browser of browsers) {
        browser.ring()
        for (const view of browser.views.values()) if (view.followed.view() === null) void view.followed.reload()
      }
      await drain()
    }
    for (const browser of browsers)
      for (const view of browser.views.values())
        for (let n = 0; view.more() && n < 200; n += 1) {
          void view.loadMore()
          await drain()
        }
    faults = bad
  }
  async function drain() {
    for (let idle = 0; idle < 2; idle += 1) {
      await settle()
      while (loads.length > 0) (await load().then(settle), (idle = 0))
      for (const gate of gates)
        while (gate.readings() > 0) {
          await gate.read()
          gate.answer(0, false)
          await settle()
          idle = 0
        }
      for (const browser of browsers)
        while ((browser.line()?.up.length ?? 0) + (browser.line()?.down.length ?? 0) > 0) {
          await up(browser)
          packet(browser)
          await settle()
          idle = 0
        }
    }
  }

  /** Views that are not as a fresh load would show them. */
  async function wrong(): Promise<string[]> {
    const found: string[] = []
    const fresh = new Map<Room, Page | null>()
    for (const [i, { views }] of browsers.entries())
      for (const [room, { followed }] of views) {
        counts.views += 1
        if (!fresh.has(room)) fresh.set(room, await readPage(stage.pool, room, null, 10_000))
        found.push(...differing(followed.view(), fresh.get(room)!).map((what) => `browser ${i}, ${room}: ${what}`))
      }
    return found
  }

  for (const browser of browsers) {
    connect(browser)
    for (const room of ROOMS) if (random.chance(0.6)) (browser.open(room), (counts.opens += 1))
  }
  return {
    step,
    quiet,
    wrong,
    counts,
    left: () => records.length,
    commit,
    /** What has not been heard yet never will be. */
    loseNotices: () => gates.forEach((gate) => void gate.notices.splice(0)),
    openAll() {
      for (const browser of browsers) for (const room of ROOMS) if (!browser.views.has(room)) browser.open(room)
    },
  }
}

const settle = () => new Promise<void>((resolve) => void setImmediate(resolve))

type Packet = Parameters<Browser['hear']>[0]

/** Whatever lies before a change or beat counts as told. */
function filled(packet: Packet): Packet {
  if (packet.name === 'change') return { ...packet, frame: { ...packet.frame, from: 0 } }
  if (packet.name !== 'beat') return packet
  return { ...packet, frame: { ...packet.frame, rooms: packet.frame.rooms.map((room) => ({ ...room, from: {} })) } }
}

type Held = { v: number; cursor: Record<string, number>; rows: Map<string, Row> } | null

function differing(view: Held, fresh: Page | null): string[] {
  if (fresh === null || view === null) return fresh === view ? [] : [view === null ? 'not shown' : 'shown']
  const shown = new Map([...view.rows].filter(([, row]) => row.row !== null))
  const truth = new Map(fresh.rows.map((row) => [`${row.noun}/${row.id}`, row]))
  const wrong = [...new Set([...shown.keys(), ...truth.keys()])].filter(
    (key) => !isDeepStrictEqual(shown.get(key), truth.get(key)),
  )
  if (view.v !== fresh.v) wrong.push(`version ${view.v}`)
  if (!isDeepStrictEqual({ ...view.cursor }, { ...fresh.cursor })) wrong.push('cursor')
  return wrong
}
