// A database, a LINE and people to answer, for as many crashes as a check wants: each plays among a few of them, the books are
// judged over all.
import { verdict, type Violation } from '../books.fixture.ts'
import { createChildren, passLeases, type Children } from '../children.fixture.ts'
import { openPlatform, type Platform } from '../platform.fixture.ts'
import { openStage, type Stage } from '../stage.fixture.ts'
import { shownOtherwise } from './shown.fixture.ts'

export type Scene = {
  stage: Stage
  platform: Platform
  children: Children
  /** LINE's ids of those that this play is among. */
  people: string[]
  /** Other people, nothing amiss at LINE, no free replies. */
  next(): Promise<void>
  /** So many messages to each, one after the other; what was asked, in order. */
  ask(each: number): Promise<string[]>
  /** After a death: ids of what was being sent. Time passes until nobody has a claim on them. */
  mourn(): Promise<string[]>
  /** These may be asked once more although LINE had said yes: who heard it is dead. */
  excuse(ids: string[]): void
  /** How each ended, once all have and it is said to be said. */
  ended(ids: string[]): Promise<Map<string, string>>
  /** A sender lives until all these have ended. */
  settle(ids: string[]): Promise<Map<string, string>>
  judge(): Promise<Judged>
  stop(): Promise<void>
}

export type Judged = { violations: Violation[]; asked: number; calls: number; repeats: number }

const CAST = Array.from({ length: 12 }, (_, i) => ({ id: `U${i.toString(16).repeat(32)}`, name: `Person ${i}` }))
const EACH_PLAY = 3
const CALL_MS = 4_000

export async function openScene(seed = 0): Promise<Scene> {
  const platform = await openPlatform({
    seed: String(seed),
    people: CAST,
    heard: (event, key) =>
      stage.fact(`line.${event.type}`, event, { id: event.webhookEventId!, key, at: event.timestamp!, by: 'line' }),
  })
  const stage = await openStage({ apiUrl: platform.url, callMs: CALL_MS })
  const children = createChildren({ database: stage.database, apiUrl: platform.url })
  const excused = new Set<string>()
  const excuse = (ids: string[]) => ids.forEach((id) => excused.add(id))
  const scene: Scene = {
    stage,
    platform,
    children,
    people: [],
    ...createAsking(stage, () => scene.people),
    next: createNext(() => scene),
    async mourn() {
      const ids = await mourn(scene)
      excuse(ids)
      return ids
    },
    excuse,
    ended: (ids) => ended(stage, ids),
    settle: (ids) => settle(scene, ids),
    judge: () => judge(stage, platform, excused),
    async stop() {
      await children.stop()
      await stage.stop()
      await platform.stop()
    },
  }
  return scene
}

/** Every text is another one: a message sent twice is found by its words. */
function createAsking({ say }: Stage, people: () => string[]): Pick<Scene, 'ask'> {
  let number = 0
  return {
    async ask(each) {
      const ids: string[] = []
      for (let i = 0; i < each; i += 1)
        for (const person of people()) ids.push(await say(`${person} ${(number += 1)}`, person))
      return ids
    },
  }
}

function createNext(of: () => Scene): Scene['next'] {
  let plays = 0
  return async () => {
    const scene = of()
    const from = (plays * EACH_PLAY) % CAST.length
    plays += 1
    scene.people = CAST.slice(from, from + EACH_PLAY).map(({ id }) => id)
    scene.stage.channels.set({ replyWindow: 0 })
    await scene.platform.ask('DELETE', '/_sim/faults')
  }
}

async function mourn({ stage, children }: Scene): Promise<string[]> {
  await children.buried()
  const { rows } = await stage.database.pool.query<{ id: string }>("select id from outbound where state = 'sending'")
  await passLeases(stage.database)
  return rows.map(({ id }) => id)
}

async function settle(scene: Scene, ids: string[]): Promise<Map<string, string>> {
  const sender = await scene.stage.startSender()
  const states = await scene.ended(ids)
  await sender.stop()
  return states
}

async function ended(stage: Stage, ids: string[]): Promise<Map<string, string>> {
  type Row = { id: string; state: string; reported: boolean }
  const sql = 'select id, state, reported_at is not null as reported from outbound where id = any($1)'
  const look = async () => (await stage.database.pool.query<Row>(sql, [ids])).rows
  const all = (rows: Row[]) => rows.length === ids.length && rows.every(({ reported }) => reported)
  const rows = await stage.until(look, all, 'the end of every message')
  return new Map(rows.map(({ id, state }) => [id, state]))
}

/** A repeat of what a dead one had heard is no needless one. */
async function judge(stage: Stage, platform: Platform, excused: Set<string>): Promise<Judged> {
  const { violations, asked, calls } = await verdict(stage, platform)
  violations.push(...(await shownOtherwise(stage)))
  const isExcused = ({ rule, ids }: Violation) => rule === 'needless_retry' && excused.has(ids[0]!)
  return {
    violations: violations.filter((one) => !isExcused(one)),
    asked,
    calls,
    repeats: violations.filter(isExcused).length,
  }
}
