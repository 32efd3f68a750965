import { isDeepStrictEqual } from 'node:util'
import { expect, test, vi } from 'vitest'
import type { FollowAck } from '@madoguchi/contracts/socket/ack'
import type { Row } from '@madoguchi/contracts/row/row'
import { createFollows, type Source } from './follow.ts'
import type { Taken, View } from './receive.ts'
import { createDice, createWorld, ROOM } from './world.fixture.ts'

const tick = () => new Promise<void>((done) => setImmediate(done))

/** Timers that run when the test says so. */
function createTimers() {
  const waiting = new Set<() => void>()
  return {
    later: (run: () => void) => {
      waiting.add(run)
      return () => void waiting.delete(run)
    },
    async run() {
      for (const due of waiting) {
        waiting.delete(due)
        due()
      }
      await tick()
    },
    pending: () => waiting.size,
  }
}

type Faults = { follow?: 'never repaired'; beats?: 'none' }

/** A random life of one browser and one gateway; the screen's rows and the truth afterwards. */
async function live(seed: number, faults: Faults = {}) {
  const dice = createDice(seed)
  const world = createWorld(dice)
  const timers = createTimers()
  for (let n = 0; n < 30; n++) world.happen()
  let connected = false
  const slow = async () => {
    for (let n = dice.below(4); n > 0; n--) await tick()
  }
  const follows = createFollows({
    async follow(body) {
      if (!connected) throw new Error('away')
      const answer = world.follow(body)
      const lost = dice.chance(0.1)
      await slow()
      if (lost || !connected) throw new Error('no answer')
      return faults.follow === undefined || !answer.ok ? answer : { ...answer, reset: false, changes: [] }
    },
    unfollow: () => {},
    progress: () => {},
    later: timers.later,
  })
  let shown: View | null = null
  const source: Source = {
    room: ROOM,
    async load() {
      const taken = world.snapshot()
      if (dice.chance(0.2)) throw new Error('no snapshot')
      await slow()
      return taken
    },
    changed: (view) => (shown = view),
    failed: () => {},
    gone: () => {},
  }
  const followed = follows.open(source)
  connected = true
  follows.connected()

  for (let step = 0; step < 150; step++) {
    const what = dice.next()
    if (what < 0.55) world.happen()
    else if (what < 0.75)
      for (const change of world.deliver({ lose: 0.2, double: 0.2, shuffle: 0.2 })) follows.change(change)
    else if (what < 0.8) {
      if (connected) follows.beat({ rooms: world.beat() })
    } else if (what < 0.84) {
      connected = !connected
      if (!connected) world.hangUp()
      if (connected) follows.connected()
      else follows.disconnected()
    } else if (what < 0.86) world.rebuild()
    else if (what < 0.9) await timers.run()
    else await tick()
  }
  // Then it is quiet, and everything that heals by itself gets its chance: the next connection, beats, timers.
  if (!connected) {
    connected = true
    follows.connected()
  }
  for (let n = 0; n < 60; n++) {
    for (const change of world.deliver({ lose: 0, double: 0, shuffle: 0 })) follows.change(change)
    if (faults.beats === undefined) follows.beat({ rooms: world.beat() })
    await timers.run()
    if (followed.view() === null) await followed.reload()
    await tick()
  }
  const rows = shown === null ? [] : [...(shown as View).rows].filter(([, row]) => row.row !== null)
  return { screen: new Map(rows.map(([key, row]) => [key, row.row])), truth: world.truth() }
}

test(
  'drops, doubles, shuffles, late answers, breaks and rebuilds all end as a fresh load',
  { timeout: 60_000 },
  async () => {
    for (let seed = 1; seed <= 250; seed++) {
      const { screen, truth } = await live(seed)
      expect(Object.fromEntries(screen), `seed ${seed}`).toEqual(Object.fromEntries(truth))
    }
  },
)

test('… and without repair of gaps, or without beats, this test would notice', { timeout: 60_000 }, async () => {
  for (const faults of [{ follow: 'never repaired' }, { beats: 'none' }] as const) {
    let wrong = 0
    for (let seed = 1; seed <= 80; seed++) {
      const { screen, truth } = await live(seed, faults)
      if (!isDeepStrictEqual(screen, truth)) wrong++
    }
    expect(wrong).toBeGreaterThan(1)
  }
})

const row = (id: string, rev: number) =>
  ({ noun: 'conversation', id, part: 0, rev, row: { name: `${id}@${rev}` } }) as unknown as Row
const taken = (next: number, rows: Row[] = []): Taken => ({ v: 1, cursor: { 0: next }, rows })

function desk(answers: (FollowAck | null)[], loads: (Taken | Error)[] = [taken(5)]) {
  const timers = createTimers()
  const asked: unknown[] = []
  const progress: unknown[] = []
  const gone = vi.fn()
  const failed = vi.fn()
  const changed = vi.fn()
  const follows = createFollows({
    async follow(body) {
      asked.push(body.since)
      const answer = answers.shift() ?? null
      if (answer === null) throw new Error('no answer')
      return answer
    },
    unfollow: () => {},
    progress: (state) => progress.push(state),
    later: timers.later,
  })
  const open = () =>
    follows.open({
      room: 'r',
      async load() {
        const next = loads.length > 1 ? loads.shift()! : loads[0]!
        if (next instanceof Error) throw next
        return next
      },
      changed,
      failed,
      gone,
    })
  return { follows, open, asked, progress, gone, failed, changed, timers }
}
const ok = (from: number, next: number, rows: Row[] = []): FollowAck => ({
  ok: true,
  v: 1,
  reset: false,
  changes: [{ room: 'r', v: 1, part: 0, from, next, rows }],
})
const change = (from: number, next: number, rows: Row[] = []) => ({ room: 'r', v: 1, part: 0, from, next, rows })

test('a view opened before the line is up follows as soon as it is, from its snapshot’s cursor', async () => {
  const { follows, open, asked } = desk([ok(5, 5)])
  open()
  await tick()
  expect(asked).toEqual([])
  follows.connected()
  await tick()
  expect(asked).toEqual([{ 0: 5 }])
})

test('live rows that overtake the answer count once it has come: no second follow', async () => {
  const { follows, open, asked } = desk([ok(5, 8, [row('a', 6)])])
  const followed = open()
  follows.connected()
  await Promise.resolve()
  await Promise.resolve()
  follows.change(change(8, 10, [row('b', 9)]))
  await tick()
  expect(followed.view()?.cursor).toEqual({ 0: 10 })
  expect([...followed.view()!.rows.keys()]).toEqual(['conversation/b', 'conversation/a'])
  expect(asked).toHaveLength(1)
})

test('a gap is followed once from the cursor, however many changes lie behind it', async () => {
  const { follows, open, asked } = desk([ok(5, 5), ok(5, 12)])
  const followed = open()
  follows.connected()
  await tick()
  for (const n of [9, 10, 11]) follows.change(change(n, n + 1, [row('a', n)]))
  await tick()
  expect(asked).toEqual([{ 0: 5 }, { 0: 5 }])
  expect(followed.view()?.cursor).toEqual({ 0: 12 })
})

test('an unanswered follow is repeated after a pause, a refused one ends the view', async () => {
  const { follows, open, asked, gone, timers } = desk([null, { ok: false, code: 'forbidden' }])
  open()
  follows.connected()
  await tick()
  expect(asked).toHaveLength(1)
  await timers.run()
  expect(asked).toHaveLength(2)
  expect(gone).toHaveBeenCalledOnce()
})

test('"start over" is answered by a fresh snapshot of everything, and then followed', async () => {
  const reset: FollowAck = { ok: true, v: 1, reset: true, changes: [] }
  const { follows, open, asked, changed } = desk(
    [ok(5, 5), reset, ok(600, 600)],
    [taken(5, [row('old', 2)]), taken(600, [row('a', 599)])],
  )
  const followed = open()
  follows.connected()
  await tick()
  follows.resync(['r'])
  await tick()
  expect([...followed.view()!.rows.keys()]).toEqual(['conversation/a'])
  expect(asked.at(-1)).toEqual({ 0: 600 })
  expect(changed.mock.calls.map((call) => call[2])).toEqual([true, true])
})

test('withdrawn rooms are forgotten at once and stay quiet', async () => {
  const { follows, open, gone, changed } = desk([ok(5, 5)])
  open()
  follows.connected()
  await tick()
  const before = changed.mock.calls.length
  follows.revoked(['r'])
  follows.change(change(5, 6, [row('a', 5)]))
  expect(gone).toHaveBeenCalledOnce()
  expect(changed.mock.calls.length).toBe(before)
})

test('catching up counts rooms and ends with nothing', async () => {
  const { follows, open, progress } = desk([ok(5, 5), ok(5, 9)])
  open()
  follows.connected()
  await tick()
  follows.disconnected()
  follows.connected()
  await tick()
  expect(progress).toEqual([{ done: 0, total: 1 }, null, null, { done: 0, total: 1 }, null])
})

test('a first load that fails is told and is tried again by the next connection', async () => {
  const { follows, open, failed, changed } = desk([ok(5, 5)], [new Error('500'), taken(5)])
  open()
  await tick()
  expect(failed).toHaveBeenCalledOnce()
  follows.connected()
  await tick()
  expect(changed).toHaveBeenCalledOnce()
})

test('a page of another version is not mixed in: the view starts over', async () => {
  const { follows, open } = desk(
    [ok(5, 5), ok(9, 9)],
    [taken(5, [row('a', 1)]), { v: 2, cursor: { 0: 9 }, rows: [row('b', 8)] }],
  )
  const followed = open()
  follows.connected()
  await tick()
  expect(followed.merge({ v: 2, rows: [row('c', 3)] })).toBe(false)
  await tick()
  expect([...followed.view()!.rows.keys()]).toEqual(['conversation/b'])
})
