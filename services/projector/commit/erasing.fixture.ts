// A log as Kafka or PostgreSQL keeps it, in memory, and an eraser on it that dies anywhere: between any two of its statements, before
// and after each answer of the log, half-way through an erasure.
import { partitionOf, uuidv5 } from '@madoguchi/contracts/ids'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { Sql } from '../../db/pool.ts'
import { createTurn } from '../../eraser/turn.ts'
import type { Log, Rec } from '../../log/log.ts'
import type { Dice } from './history.fixture.ts'

export type ModelLog = ReturnType<typeof createModelLog>

/** PostgreSQL forgets at once and keeps the place; Kafka appends a tombstone, and both records vanish when a cleaner has passed. */
export function createModelLog(seed: number, kind: 'kafka' | 'postgres') {
  const parts = new Map<number, Rec[]>()
  const erased = new Set<string>()
  let [n, now] = [0, 0]
  const of = (part: number) => parts.get(part) ?? parts.set(part, []).get(part)!
  function push(part: number, { key, loggedAt, event }: Pick<Rec, 'key' | 'loggedAt' | 'event'>, hole = 0): Rec {
    const records = of(part)
    const rec = { part, off: (records.at(-1)?.off ?? -1) + 1 + hole, key, loggedAt, event }
    records.push(rec)
    now = Math.max(now, loggedAt)
    return rec
  }
  return {
    push,
    now: () => now,
    append(event: Envelope) {
      const key = uuidv5(`${seed} ${(n += 1)}`, 'appended')
      return push(partitionOf(event.key), { key, loggedAt: now, event })
    },
    erase(part: number, key: string) {
      erased.add(`${part} ${key}`)
      if (kind === 'postgres') return of(part).forEach((one) => void (one.key === key && (one.event = null)))
      push(part, { key, loggedAt: now, event: null })
    },
    /** The active segment, here the last record, is never cleaned. */
    clean(isReached: () => boolean) {
      if (kind === 'postgres') return
      for (const [part, records] of parts) {
        const last = records.at(-1)
        const kept = records.filter((one) => one === last || !erased.has(`${part} ${one.key}`) || !isReached())
        parts.set(part, kept)
      }
    },
    records: (): Rec[] => [...parts.values()].flat().map((one) => ({ ...one })),
  }
}

export class Died extends Error {}

type Killing = { log: ModelLog; sql: Sql; dice: Dice; deaths: number; change?: (event: Envelope) => Envelope }

/** `removed`: messages whose bytes were taken. A turn that dies is another eraser's afterwards. */
export function createMortalEraser({ log, sql, dice, deaths, change = (event) => event }: Killing) {
  const removed = new Set<string>()
  const may = () => {
    if (dice.chance(deaths)) throw new Died('the eraser died')
  }
  const around = async <T>(act: () => T | Promise<T>): Promise<T> => {
    may()
    const answer = await act()
    may()
    return answer
  }
  const own: Pick<Log, 'append' | 'erase'> = {
    append: (event) =>
      around(() => {
        if (dice.chance(0.1)) log.append(change(event)) // an answer that was lost
        return log.append(change(event))
      }),
    erase: (records) =>
      around(() => {
        for (const { part, key } of records) {
          log.erase(part, key)
          if (dice.chance(deaths / 4)) throw new Died('the eraser died half-way')
        }
      }),
  }
  const query = ((text: string, values?: unknown[]) => around(() => sql.query(text, values))) as Sql['query']
  const store = { remove: (key: string) => around(() => void removed.add(key)) }
  let clock = 0
  const fresh = () => createTurn({ sql: { query }, log: own, store, now: () => (clock += dice.of([10, 6_000])) })
  let turn = fresh()
  return {
    removed,
    /** How many waited; null = it died. */
    async turn(): Promise<number | null> {
      try {
        return (await turn()).waiting
      } catch (error) {
        if (!(error instanceof Died)) throw error
        turn = fresh()
        return null
      }
    },
  }
}
