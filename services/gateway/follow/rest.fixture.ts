// The end of a storm: what was lost stays lost, what is on its way arrives, and all that heals by itself has its time. Then every
// open view is held against a fresh load.
import { isDeepStrictEqual } from 'node:util'
import type { Row } from '@madoguchi/contracts/row/row'
import type { Room } from '@madoguchi/contracts/socket/room'
import { CALM } from './faults.fixture.ts'
import { readRoom, type Fresh } from './snapshots.fixture.ts'
import { compare, load, mend, notice, packet, up } from './steps.fixture.ts'
import type { World } from './world.fixture.ts'

export const settle = () => new Promise<void>((resolve) => void setImmediate(resolve))

export async function quiet(world: World, rounds = 4) {
  const { faults } = world
  world.faults = CALM
  for (const browser of world.browsers) {
    mend(world, browser)
    mend(world, browser)
  }
  for (let round = 0; round < rounds; round += 1) await heal(world)
  await loadAll(world)
  world.faults = faults
}

/** Compares, beats and timers once; views that were never shown are asked for again. */
async function heal(world: World) {
  for (const gate of world.gates) {
    while (gate.notices.length > 0) notice(world, gate)
    await compare(world, gate)
    await compare(world, gate)
    gate.beat()
  }
  for (const browser of world.browsers) {
    browser.ring()
    for (const one of browser.views.values()) if (one.view() === null) one.reload()
  }
  await drain(world)
}

async function loadAll(world: World) {
  for (const { views } of world.browsers)
    for (const view of views.values())
      while (view.more()) {
        void view.loadMore()
        await drain(world)
      }
}

/** Until nothing is on its way. */
async function drain(world: World) {
  for (let busy = true; busy;) {
    await settle()
    busy = world.loads.length > 0
    if (busy) await load(world)
    for (const gate of world.gates)
      for (; gate.readings() > 0; busy = true) {
        await gate.read()
        gate.answer(0, false)
        await settle()
      }
    for (const browser of world.browsers)
      for (; browser.line()!.up.length + browser.line()!.down.length > 0; busy = true) {
        up(world, browser)
        packet(world, browser)
        await settle()
      }
  }
}

/** Views that are not as a fresh load would show them. */
export async function wrongViews({ browsers, counts, pool }: World): Promise<string[]> {
  const found: string[] = []
  const fresh = new Map<Room, Fresh | null>()
  for (const [i, { views }] of browsers.entries())
    for (const [room, { view }] of views) {
      counts.views += 1
      if (!fresh.has(room)) fresh.set(room, await readRoom(pool, room))
      found.push(...differing(view(), fresh.get(room)!).map((what) => `browser ${i}, ${room}: ${what}`))
    }
  return found
}

type Held = { v: number; cursor: Record<string, number>; rows: Map<string, Row> } | null

function differing(view: Held, fresh: Fresh | null): string[] {
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
