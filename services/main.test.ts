import { spawn } from 'node:child_process'
import { mkdtemp, rm, chmod } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freePort, startChild } from './test/child.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'madoguchi-main-'))
  await chmod(folder, 0o711)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function run(args: string[], env: Record<string, string>): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: folder, ...env },
    })
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
    child.once('close', (code) => resolve({ code, out, err }))
  })
}

test('a wrong setting ends the start with code 1 and one line that names it', async () => {
  const { code, out, err } = await run(['all'], { PORT: 'many' })
  expect({ code, out, err }).toEqual({
    code: 1,
    out: '',
    err: 'PORT must be a whole number from 0 to 65535, not "many"\n',
  })
})

test('an unknown command says what there is', async () => {
  const { code, err } = await run(['dance'], {})
  expect(code).toBe(1)
  expect(err).toMatch(/^there is no command dance/)
  expect(err).toMatch(/projector/)
})

test('the simulator refuses to run in production', async () => {
  const { code, err } = await run(['simulator'], { NODE_ENV: 'production' })
  expect({ code, lines: err.trim().split('\n').length }).toEqual({ code: 1, lines: 1 })
})

test('a port that is taken is one line, not a stack', async () => {
  const taken = createServer()
  const port = await freePort()
  await new Promise<void>((resolve) => taken.listen(port, '127.0.0.1', resolve))
  const settings = { DATABASE_URL: inject('databaseUrl'), SECRET_KEY: 'k'.repeat(32), PORT: String(port), DEMO: '0' }
  const { code, err } = await run(['ingest'], settings)
  await new Promise((resolve) => taken.close(resolve))
  expect({ code, lines: err.trim().split('\n').length }).toEqual({ code: 1, lines: 1 })
  expect(err).toContain(String(port))
})

test.each(['SIGTERM', 'SIGINT'] as const)(
  'everything in one process: three lines when ready, /live /ready /metrics, and code 0 after %s',
  async (signal) => {
    const env = { DATA_DIR: folder, SIMULATOR_PORT: String(await freePort()) }
    const all = await startChild({ args: ['all'], env, ready: /^Phone .*\n/m })
    const lines = all.output().trim().split('\n')
    expect(lines.map((line) => line.split('  ')[0])).toEqual(['Console', 'Sign in', 'Phone'])
    await expect.poll(async () => (await fetch(`${all.url}/ready`)).json()).toMatchObject({ ready: true })
    expect((await fetch(`${all.url}/live`)).status).toBe(200)
    expect(await (await fetch(`${all.url}/metrics`)).text()).toContain('webhook_seconds')
    expect(await all.kill(signal)).toBe(0)
  },
  90_000, // a first start makes a database; promised are 90 s with a cold cache
)
