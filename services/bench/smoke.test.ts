// Each benchmark as small as it goes, on the tests' own database: it runs to its end and says figures. None of them is judged.
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Result } from './figure.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'madoguchi-smoke-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What it wrote to its JSON file; throws with all it said when it fails. */
function run(name: string, ended: AbortSignal): Promise<Result[]> {
  const json = join(folder, `${name}.json`)
  const { PATH, HOME, LANG } = process.env
  const env = { PATH, HOME, LANG, BENCH_SCALE: '0.001', DATABASE_URL: inject('databaseUrl') }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), name, '--json', json], {
    env,
    detached: true,
  })
  // With all that it has started, also when the test has waited too long.
  ended.addEventListener('abort', () => process.kill(-child.pid!, 'SIGKILL'))
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  return new Promise((resolve, reject) => {
    child.once('close', (code) => {
      if (code === 0) readFile(json, 'utf8').then((text) => resolve(JSON.parse(text) as Result[]), reject)
      else reject(new Error(`${name} ended with ${code}: ${said}`))
    })
  })
}

const BENCHES = ['memory', 'projector', 'queries', 'screen', 'search', 'sockets', 'start', 'webhook']

test.for(BENCHES)('%s runs to its end and gives figures', { timeout: 120_000 }, async (name, { signal }) => {
  const [result] = await run(name, signal)
  expect(result!.figures.length).toBeGreaterThan(0)
  for (const { what, ours, floor } of result!.figures) {
    expect(ours, what).not.toBeNaN()
    expect(ours, what).toBeTypeOf('number')
    expect(floor, what).not.toBeNaN()
  }
})
