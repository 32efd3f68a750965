// What the tests of both adapters stand on: a log per test, readers with a checkpoint, events in a word.
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { partitionOf } from '@madoguchi/contracts/ids'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import type { Pool } from '../db/pool.ts'
import type { Log, LogReplaced, Rec } from './log.ts'
import type { ProcessArgs } from './process.fixture.ts'
import { SEEN, seeingReader, seen } from './reader.fixture.ts'

export type LogStage = {
  pool: Pool
  databaseUrl: string
  kafka: ProcessArgs['kafka']
  /** One more process’s door to the same log. */
  open(onReplaced: (error: LogReplaced) => void): Promise<Log>
  /** After `erase`: something that brings the moment nearer at which the value is gone. */
  nudge(log: Log, part: number): Promise<void>
  /** The same log’s name, without what was on it. */
  recreate(): Promise<void>
  stop(): Promise<void>
}

export const SLOW = { timeout: 60_000, interval: 50 }

/** A fresh stage for the tests of one block; `log` and `reader` are new in each test. */
export function useStage(openStage: () => Promise<LogStage>) {
  let opened: Log[] = []
  const children: ChildProcess[] = []
  const t = {
    stage: undefined as unknown as LogStage,
    log: undefined as unknown as Log,
    reader: '',
    replaced: [] as LogReplaced[],
    async open() {
      const one = await t.stage.open((error) => void t.replaced.push(error))
      opened.push(one)
      return one
    },
    async appendAll(key: string, count: number) {
      const events = Array.from({ length: count }, () => event(key))
      const places = await Promise.all(events.map((one) => t.log.append(one)))
      return { ids: events.map((one) => one.id), places }
    },
    reading: (more: { by?: string; before?: (part: number, records: Rec[]) => void } = {}) =>
      seeingReader({ pool: t.stage.pool, name: t.reader, ...more }),
    seenIn: async (key: string) =>
      (await seen(t.stage.pool, t.reader)).filter((row) => row.key === key).map((row) => row.id),
    /** Everything of one partition, from 0, as a new reader gets it. */
    async readAll(part: number, until: (records: Rec[]) => boolean): Promise<Rec[]> {
      const records: Rec[] = []
      const subscription = await t.log.subscribe({
        name: `all_${uuidv7().slice(-8)}`,
        position: async () => ({ next: 0, lastKey: null }),
        deliver: async (from, some) => void (from === part && records.push(...some)),
      })
      await vi.waitFor(() => expect(until(records)).toBe(true), SLOW)
      await subscription.stop()
      return records
    },
    /** The reader in a process of its own, subscribed. */
    startProcess(): Promise<ChildProcess> {
      const { databaseUrl, kafka } = t.stage
      const args: ProcessArgs = { databaseUrl, reader: t.reader, by: 'child', kafka }
      const child = spawnReader(args)
      children.push(child)
      return subscribed(child)
    },
  }

  beforeAll(async () => {
    t.stage = await openStage()
    await t.stage.pool.query(SEEN)
  }, 90_000)
  afterAll(() => t.stage.stop(), 30_000)
  beforeEach(async () => {
    t.replaced = []
    t.reader = `reader_${uuidv7().slice(-8)}`
    t.log = await t.open()
  })
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    const closing = opened
    opened = []
    await Promise.all(closing.map((one) => one.close()))
  }, 30_000)
  return t
}

export const event = (key: string, more: Partial<Envelope> = {}): Envelope => ({
  id: uuidv7(),
  type: 'log.beat',
  v: 1,
  key,
  at: 1_700_000_000_123,
  by: 'system',
  data: {},
  ...more,
})

export const freshKey = () => `c:${uuidv7()}`

/** A fresh key of this partition. */
export function keyIn(part: number): string {
  for (;;) {
    const key = freshKey()
    if (partitionOf(key) === part) return key
  }
}

export function spawnReader(args: ProcessArgs): ChildProcess {
  const script = join(import.meta.dirname, 'process.fixture.ts')
  return spawn(process.execPath, [script, JSON.stringify(args)], { stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Resolves once it reads. */
export function subscribed(child: ChildProcess): Promise<ChildProcess> {
  let said = ''
  return new Promise((resolve, reject) => {
    child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.stdout!.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('reading')) resolve(child)
    })
    child.once('exit', (code) => reject(new Error(`reader process ended with ${code}: ${said}`)))
  })
}
