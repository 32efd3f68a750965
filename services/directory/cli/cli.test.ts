import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMemoryBus } from '../../bus/memory.ts'
import type { Bus } from '../../bus/bus.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { openDirectory, type Directory } from '../open.ts'
import { runAgentCommand } from './agent.ts'
import { runChannelCommand, type CheckCredentials } from './channel.ts'
import { Complaint } from './complaint.ts'
import { createTerminal, type Terminal } from './terminal.ts'

const logger = silentLogger()
let database: TestDatabase
let bus: Bus
let directory: Directory

beforeAll(async () => {
  database = await openTestDatabase()
  bus = createMemoryBus({ logger })
  directory = await openDirectory({ pool: database.pool, bus, secretKey: 'k'.repeat(32), logger })
})
afterAll(async () => {
  await directory.stop()
  await bus.stop()
  await database.stop()
})

const bot = { userId: 'Ubot', basicId: '@minato', name: 'みなと相談窓口', pictureUrl: null }
const checkCredentials: CheckCredentials = async ({ secret }) =>
  secret === 'the-right-secret' ? { ok: true, bot } : { ok: false, message: 'LINE refuses this channel secret' }

/** What main does with a command: one line and code 1 for what can be mended. */
async function execute(terminal: Terminal, [noun, ...args]: string[], check = checkCredentials): Promise<number> {
  const deps = { directory, terminal, publicUrl: 'https://desk.example', checkCredentials: check }
  try {
    await (noun === 'channel' ? runChannelCommand(deps, args) : runAgentCommand(deps, args))
    return 0
  } catch (error) {
    const mendable =
      error instanceof Complaint || String((error as { code?: string }).code).startsWith('ERR_PARSE_ARGS')
    if (!mendable) throw error
    terminal.complain((error as Error).message)
    return 1
  }
}

/** Runs `madoguchi <line>` with `piped` on stdin. */
async function run(line: string[], piped = '') {
  const [input, output, errors] = [new PassThrough(), new PassThrough(), new PassThrough()]
  input.end(piped)
  const terminal = createTerminal({ input, output, errors })
  const code = await execute(terminal, line)
  terminal.stop()
  output.end()
  errors.end()
  return { code, out: await text(output), err: await text(errors) }
}
const signIn = (email: string, password: string) => directory.agents.signIn({ email, password, address: '::1' })

test('the first admin is made with a password from stdin and signs in', async () => {
  const made = await run(
    ['agent', 'add', '--email', 'Aoi@Minato.example', '--name', 'Aoi', '--role', 'admin'],
    'a long password\n',
  )
  expect(made).toEqual({ code: 0, out: 'Aoi can sign in at https://desk.example/sign-in\n', err: '' })
  expect(await signIn('aoi@minato.example', 'a long password')).toMatchObject({ ok: true })
  const twice = await run(
    ['agent', 'add', '--email', 'aoi@minato.example', '--name', 'Aoi', '--role', 'admin'],
    'a long password\n',
  )
  expect(twice).toEqual({ code: 1, out: '', err: 'aoi@minato.example is an agent already\n' })
})

test('an invited agent and one who forgot set their password by a link that is printed once', async () => {
  const made = await run([
    'agent',
    'add',
    '--email',
    'ken@minato.example',
    '--name',
    'Ken',
    '--role',
    'agent',
    '--link',
  ])
  const link = /^https:\/\/desk\.example\/reset\?token=([\w-]{43})\n$/
  const [, first] = link.exec(made.out)!
  expect(await directory.agents.setPassword(first!, 'kens own password', '::1')).toMatchObject({ ok: true })
  const [, second] = link.exec((await run(['agent', 'reset', 'ken@minato.example'])).out)!
  expect(await directory.agents.setPassword(second!, 'kens new password', '::1')).toMatchObject({ ok: true })
  expect(await signIn('ken@minato.example', 'kens new password')).toMatchObject({ ok: true })
})

test('a channel is added once LINE agrees; its webhook address is printed and its secret is not', async () => {
  const add = ['channel', 'add', '--line-id', '1650000001', '--secret-stdin']
  expect(await run(add, 'the-wrong-secret\n')).toEqual({ code: 1, out: '', err: 'LINE refuses this channel secret\n' })
  const made = await run(add, 'the-right-secret\n')
  const { id } = directory.channels.all()[0]!
  expect(made).toMatchObject({ code: 0, out: `${id}\tみなと相談窓口\thttps://desk.example/webhook/${id}\n` })
  expect(await run(add, 'the-right-secret\n')).toMatchObject({ code: 1, err: expect.stringContaining('already') })
  expect((await run(['channel', 'list'])).out).toBe(
    `${id}\tみなと相談窓口\t1650000001\tactive\thttps://desk.example/webhook/${id}\n`,
  )
})

test('a long-lived token is the second line', async () => {
  const other: CheckCredentials = async (given) => {
    expect(given).toEqual({
      lineChannelId: '1650000002',
      secret: 'the-right-secret',
      accessToken: 'long-lived-token-of-line',
    })
    return { ok: true, bot: { ...bot, userId: 'Uother' } }
  }
  const input = new PassThrough()
  input.end('the-right-secret\nlong-lived-token-of-line\n')
  const terminal = createTerminal({ input, output: new PassThrough(), errors: new PassThrough() })
  expect(
    await execute(terminal, ['channel', 'add', '--line-id', '1650000002', '--name', 'Osaka', '--token'], other),
  ).toBe(0)
  expect(directory.channels.all().find(({ name }) => name === 'Osaka')?.token).toEqual({
    kind: 'longLived',
    value: 'long-lived-token-of-line',
  })
})

test('rights are given and taken by channel, and an agent is switched off', async () => {
  const { id } = directory.channels.all()[0]!
  await run([
    'agent',
    'add',
    '--email',
    'mika@minato.example',
    '--name',
    'Mika',
    '--role',
    'viewer',
    '--channel',
    id,
    '--link',
  ])
  const rights = () => directory.agents.all().find(({ name }) => name === 'Mika')?.rights
  expect(rights()).toEqual({ [id]: ['viewer'] })
  await run(['agent', 'grant', 'mika@minato.example', '--role', 'agent', '--channel', id])
  expect(rights()).toEqual({ [id]: ['agent', 'viewer'] })
  await run(['agent', 'revoke', 'mika@minato.example', '--role', 'viewer', '--channel', id])
  expect((await run(['agent', 'list'])).out).toContain(`mika@minato.example\tMika\tagent in ${id}\n`)
  expect(await run(['agent', 'off', 'mika@minato.example'])).toMatchObject({ code: 0 })
  expect((await run(['agent', 'list'])).out).toContain('mika@minato.example\tMika\toff\n')
  expect(await run(['agent', 'reset', 'mika@minato.example'])).toMatchObject({ code: 1, err: 'this agent is off\n' })
})

test('what can be mended is one line and changes nothing', async () => {
  const rev = directory.rev()
  const person = ['--email', 'x@minato.example', '--name', 'X']
  const cases: [string[], string][] = [
    [['agent'], 'agent add | reset | off | grant | revoke | list'],
    [['agent', 'add', '--email', 'nonsense', '--name', 'X', '--role', 'admin'], '--email must be'],
    [['agent', 'add', '--email', 'x@minato.example', '--role', 'admin'], '--name is'],
    [['agent', 'add', ...person, '--role', 'king'], '--role must be one of viewer, agent'],
    [['agent', 'add', ...person, '--role', 'agent', '--channel', 'none'], 'no channel has the id "none"'],
    [['agent', 'add', ...person, '--role', 'agent'], 'at least 10 characters'],
    [['agent', 'add', '--shoe-size', '42'], '--shoe-size'],
    [['agent', 'reset', 'nobody@minato.example'], 'no agent has the e-mail'],
    [['channel', 'remove'], 'channel add | list'],
    [['channel', 'add', '--line-id', 'abc'], 'lineChannelId must match pattern'],
  ]
  for (const [line, words] of cases) {
    const { code, out, err } = await run(line, 'short\n')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err.trimEnd()).toMatch(/^[^\n]+$/)
    expect(err).toContain(words)
  }
  expect(directory.rev()).toBe(rev)
})

test('on a terminal a password is not echoed and is asked for twice', async () => {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input })
  const [output, errors] = [new PassThrough(), new PassThrough()]
  const terminal = createTerminal({ input, output, errors })
  const answers = ['typed in silence', 'typed otherwise']
  errors.on('data', (chunk: Buffer) => {
    if (chunk.toString().endsWith(': ')) setImmediate(() => input.write(`${answers.shift()}\r`))
  })
  const shown: string[] = []
  for (const stream of [output, errors]) stream.on('data', (chunk: Buffer) => shown.push(chunk.toString()))
  const add = ['agent', 'add', '--email', 't@minato.example', '--name', 'T', '--role', 'agent']
  expect(await execute(terminal, add)).toBe(1)
  expect(shown.join('')).toBe('Password, at least 10 characters: \nOnce more: \nthe two do not match\n')
})
