import { appendFile, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { openSpool, type Spool } from './spool.ts'

let folder: string
let opened: Spool[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'madoguchi-spool-'))
})
afterEach(async () => {
  await Promise.all(opened.map((spool) => spool.stop()))
  opened = []
  await rm(folder, { recursive: true, force: true })
})

const open = async (maxBytes?: number) => {
  const deps = { folder, logger: silentLogger(), metrics: createMetrics() }
  const spool = await openSpool({ ...deps, ...(maxBytes === undefined ? {} : { maxBytes }) })
  opened.push(spool)
  return spool
}
const event = (id: string, data: unknown = {}): Envelope => ({ id, type: 't', v: 1, key: 'k', at: 0, by: 'line', data })
const file = () => join(folder, 'spool.jsonl')
const left = async () => (await open()).leftovers.map((kept) => kept.event.id)

test('what was kept and not dropped is there after a crash, in order and unharmed', async () => {
  const spool = await open()
  const odd = event('b', { text: 'a\u0000\ud83e\n😄' })
  const [first] = await spool.keep([event('a'), odd])
  await Promise.all(['c', 'd', 'e'].map((id) => spool.keep([event(id)])))
  spool.drop(first!.n)
  await vi.waitFor(async () => expect(await readFile(file(), 'utf8')).toContain('"drop":[1]'))
  const again = await open()
  expect(again.leftovers.map((kept) => kept.event)).toEqual([odd, event('c'), event('d'), event('e')])
  expect(again.size()).toBe(4)
})

test('the file goes when all is dropped, and its owner alone may read it', async () => {
  const spool = await open()
  const kept = await spool.keep([event('a'), event('b')])
  expect((await stat(file())).mode & 0o077).toBe(0)
  for (const { n } of kept) spool.drop(n)
  await vi.waitFor(async () => expect(await readdir(folder)).toEqual([]))
  await spool.keep([event('c')])
  expect(await left()).toEqual(['c'])
})

test('a torn last line was never promised; the next write is whole again', async () => {
  await (await open()).keep([event('a')])
  const whole = await readFile(file(), 'utf8')
  await appendFile(file(), whole.slice(0, whole.length - 7))
  const spool = await open()
  expect(spool.leftovers.map((kept) => kept.event.id)).toEqual(['a'])
  await spool.keep([event('b')])
  expect(await left()).toEqual(['a', 'b'])
})

test('a damaged line costs no other', async () => {
  await (await open()).keep([event('a'), event('b'), event('c')])
  const lines = (await readFile(file(), 'utf8')).split('\n')
  lines[1] = lines[1]!.replace('"b"', '"x"')
  await writeFile(file(), lines.join('\n'))
  expect(await left()).toEqual(['a', 'c'])
})

test('leftovers are kept on until the log has them, over any number of starts', async () => {
  await (await open()).keep([event('a'), event('b')])
  await open()
  const spool = await open()
  spool.drop(spool.leftovers[0]!.n)
  await vi.waitFor(async () => expect(await readFile(file(), 'utf8')).toContain('drop'))
  expect(await left()).toEqual(['b'])
})

test('what cannot be written is refused, and said; once it can be written again, nothing that was promised is missing', async () => {
  const spool = await open()
  await spool.keep([event('a')])
  await spool.stop()
  await rm(folder, { recursive: true })
  await writeFile(folder, 'a file in the folder’s place')
  await expect(spool.keep([event('b')])).rejects.toThrow()
  expect(spool.broken()).toMatch(/ENOTDIR|EEXIST/)
  await rm(folder)
  await open() // makes the folder
  await spool.keep([event('c')])
  expect(spool.broken()).toBeNull()
  expect(await left()).toEqual(['a', 'c'])
})

test('beyond its bound it takes nothing more', async () => {
  const spool = await open(1_000)
  await spool.keep([event('a', 'x'.repeat(1_000))])
  await expect(spool.keep([event('b')])).rejects.toThrow('full')
  expect(await left()).toEqual(['a'])
})
