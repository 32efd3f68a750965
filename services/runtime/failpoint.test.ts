import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const MODULE = join(import.meta.dirname, 'failpoint.ts')

/** A process that arrives at a place three times and says so before each. */
function run(armed: string): Promise<{ said: string; signal: NodeJS.Signals | null }> {
  const code = `
    const { arm, reach } = await import(${JSON.stringify(MODULE)})
    arm(${armed})
    for (let i = 1; i <= 3; i += 1) { await new Promise((done) => process.stdout.write(String(i), done)); reach('sender.written') }
    process.stdout.write('end')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  return new Promise((resolve) => child.once('close', (_code, signal) => resolve({ said, signal })))
}

test('armed, a process dies at the named place, at the named arrival, and goes no further', async () => {
  expect(await run(`{ name: 'sender.written', pass: 2 }`)).toEqual({ said: '12', signal: 'SIGKILL' })
})

test('unarmed, or armed for another place, it goes on', async () => {
  expect(await run('null')).toEqual({ said: '123end', signal: null })
  expect(await run(`{ name: 'sender.claimed', pass: 1 }`)).toEqual({ said: '123end', signal: null })
})
