import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createMemoryBus } from '../../bus/memory.ts'
import type { Bus } from '../../bus/bus.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { SYSTEM } from '../audit.ts'
import { openDirectory, type Directory } from '../open.ts'
import { ABSOLUTE_MS, IDLE_MS } from '../sessions/sessions.ts'
import { LINK_MS } from './link.ts'

const logger = silentLogger()
let database: TestDatabase
let bus: Bus
let directory: Directory
let other: Directory
let time = Date.UTC(2026, 10, 24)
const now = () => time

beforeAll(async () => {
  database = await openTestDatabase()
  bus = createMemoryBus({ logger })
  const deps = { pool: database.pool, bus, secretKey: 'k'.repeat(32), logger, now }
  directory = await openDirectory(deps)
  other = await openDirectory(deps)
})
afterAll(async () => {
  await directory.stop()
  await other.stop()
  await bus.stop()
  await database.stop()
})

let n = 0
const PASSWORD = 'correct horse battery'
async function person({ password = PASSWORD }: { password?: string | null } = {}) {
  n += 1
  const email = `person${n}@minato.example`
  const grants = [{ channel: '*', role: 'agent' as const }]
  const { id } = await directory.agents.add({ email, name: `Person ${n}`, password, grants }, SYSTEM)
  // Each from an address of its own, unless a test says otherwise.
  const signIn = (given = PASSWORD, at = directory, address = `10.0.0.${n}`) =>
    at.agents.signIn({ email, password: given, address })
  return { id, email, signIn }
}
async function tokenOf(signIn: () => ReturnType<Directory['agents']['signIn']>): Promise<string> {
  const signed = await signIn()
  if (!signed.ok) throw new Error(signed.code)
  return signed.token
}

test('the right password opens a session that every process finds', async () => {
  const { id, signIn } = await person()
  const token = await tokenOf(signIn)
  await vi.waitFor(() => expect(other.agents.get(id)).toBeDefined())
  const session = await other.sessions.find(token)
  expect(session).toMatchObject({ agent: id, rights: { '*': ['agent'] }, expiresAt: time + IDLE_MS })
})

test('e-mails are one person in any case, width and with spaces around', async () => {
  const { email } = await person()
  const address = '10.1.0.1'
  const typed = ` ${email.toUpperCase().replace('@', '＠')} `
  expect(await directory.agents.signIn({ email: typed, password: PASSWORD, address })).toMatchObject({ ok: true })
  const again = await directory.agents.add({ email: typed, name: 'Twin', password: PASSWORD, grants: [] }, SYSTEM)
  expect(again).toMatchObject({ ok: false, code: 'taken' })
})

test('a wrong password, an unknown e-mail, an invited and a gone agent get one answer after the same work', async () => {
  const known = await person()
  const invited = await person({ password: null })
  const gone = await person()
  await directory.agents.off(gone.id, SYSTEM)
  const timed = async (run: () => Promise<unknown>) => {
    const took: number[] = []
    for (let i = 0; i < 4; i++) {
      const began = performance.now()
      expect(await run()).toEqual({ ok: false, code: 'wrong' })
      took.push(performance.now() - began)
    }
    return Math.min(...took)
  }
  const unknown = { email: 'nobody@minato.example', password: 'a wrong guess', address: '10.2.0.1' }
  const times = {
    wrong: await timed(() => known.signIn('a wrong guess')),
    unknown: await timed(() => directory.agents.signIn(unknown)),
    invited: await timed(() => invited.signIn('a wrong guess')),
    gone: await timed(() => gone.signIn(PASSWORD)),
  }
  // Without the hash of nobody, "unknown" would take a tenth of "wrong".
  expect(Math.min(...Object.values(times))).toBeGreaterThan(times.wrong / 3)
})

test('guesses at one e-mail cost a growing wait, through any process, for known and unknown alike', async () => {
  const { email } = await person()
  for (const target of [email, 'never.heard.of@minato.example']) {
    const guess = (i: number) =>
      [directory, other][i % 2]!.agents.signIn({ email: target, password: 'wrong', address: `10.3.${i}.${n}` })
    const waits: number[] = []
    const codes: string[] = []
    for (let i = 0; i < 12; i++) {
      const answer = await guess(i)
      codes.push(answer.ok ? 'in' : answer.code)
      if (answer.ok || answer.code !== 'too_many') continue
      waits.push(answer.waitMs)
      time += answer.waitMs
    }
    const held = ['too_many', 'wrong']
    expect(codes).toEqual([...Array<string>(5).fill('wrong'), ...held, ...held, ...held, 'too_many'])
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000])
  }
})

test('parallel guesses through two processes do not slip past the count', async () => {
  const { signIn } = await person()
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) => signIn('wrong', i % 2 ? directory : other, `10.4.0.${i}`)),
  )
  const codes = answers.map((answer) => (answer.ok ? 'in' : answer.code))
  expect(codes.filter((code) => code === 'wrong')).toHaveLength(5)
  expect(codes.filter((code) => code === 'too_many')).toHaveLength(35)
})

test('the right password waits too while its e-mail is held, then makes it fresh', async () => {
  const { signIn } = await person()
  for (let i = 0; i < 5; i++) await signIn('wrong')
  expect(await signIn()).toMatchObject({ ok: false, code: 'too_many' })
  time += 1_000
  expect(await signIn()).toMatchObject({ ok: true })
  for (let i = 0; i < 4; i++) expect(await signIn('wrong')).toMatchObject({ code: 'wrong' })
  expect(await signIn()).toMatchObject({ ok: true })
})

test('one address may not try one password on everybody; right sign-ins of an office do not count', async () => {
  const { signIn } = await person()
  for (let i = 0; i < 3; i++) await tokenOf(() => signIn(PASSWORD, directory, '10.5.0.1'))
  const spray = (i: number) =>
    directory.agents.signIn({ email: `p${i}@minato.example`, password: 'summer', address: '10.5.0.1' })
  const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => spray(i)))
  expect(answers.filter((answer) => !answer.ok && answer.code === 'wrong')).toHaveLength(50)
  expect(await signIn(PASSWORD, directory, '10.5.0.1')).toMatchObject({ ok: false, code: 'too_many' })
  expect(await signIn(PASSWORD, directory, '10.5.0.2')).toMatchObject({ ok: true })
})

test('a session ends after a day without use, is renewed by use, and ends after 14 days in any case', async () => {
  const { signIn } = await person()
  const idle = await tokenOf(signIn)
  time += IDLE_MS
  expect(await directory.sessions.find(idle)).toBeNull()

  const used = await tokenOf(signIn)
  const opened = time
  const { id } = (await directory.sessions.find(used))!
  while (time + IDLE_MS / 2 < opened + ABSOLUTE_MS) {
    time += IDLE_MS / 2
    expect(await directory.sessions.touch(id)).toBe(Math.min(time + IDLE_MS, opened + ABSOLUTE_MS))
  }
  expect([...(await directory.sessions.alive([id])).values()]).toEqual([opened + ABSOLUTE_MS])
  time = opened + ABSOLUTE_MS
  expect(await directory.sessions.touch(id)).toBeNull()
  expect(await directory.sessions.find(used)).toBeNull()
  expect(await directory.sessions.alive([id])).toEqual(new Map())
})

test('signing out ends this session alone, everywhere ends all, and other processes are told whose', async () => {
  const { id, signIn } = await person()
  const tokens = [await tokenOf(signIn), await tokenOf(signIn), await tokenOf(signIn)]
  const live = async () =>
    (await Promise.all(tokens.map((token) => other.sessions.find(token)))).map((session) => session !== null)
  await vi.waitFor(async () => expect(await live()).toEqual([true, true, true]))
  const told: string[][] = []
  const stop = other.onChange(({ agents }) => told.push(agents))
  await directory.sessions.end((await directory.sessions.find(tokens[0]!))!.id, { by: id, address: null })
  expect(await live()).toEqual([false, true, true])
  await vi.waitFor(() => expect(told.flat()).toContain(id), { timeout: 3_000 })
  stop()
  await directory.sessions.endAll(id, { by: id, address: null })
  expect(await live()).toEqual([false, false, false])
})

test('switching an agent off ends the sessions at once and keeps the name', async () => {
  const { id, signIn } = await person()
  const token = await tokenOf(signIn)
  expect(await directory.agents.off(id, SYSTEM)).toBe(true)
  expect(await other.sessions.find(token)).toBeNull()
  expect(await signIn()).toEqual({ ok: false, code: 'wrong' })
  expect(directory.rows().rows.find((row) => row.id === id)?.row).toEqual({
    name: expect.any(String),
    active: false,
    teams: [],
  })
})

test('a right given or taken is seen by the next look at the session', async () => {
  const { id, signIn } = await person()
  const token = await tokenOf(signIn)
  const grant = { channel: 'abc', role: 'supervisor' as const }
  expect(await directory.agents.grant(id, grant, SYSTEM)).toBe(true)
  expect(await directory.agents.grant(id, grant, SYSTEM)).toBe(false)
  expect((await directory.sessions.find(token))!.rights).toEqual({ '*': ['agent'], abc: ['supervisor'] })
  expect(await directory.agents.revoke(id, { channel: '*', role: 'agent' }, SYSTEM)).toBe(true)
  expect((await directory.sessions.find(token))!.rights).toEqual({ abc: ['supervisor'] })
})

test('a link sets a password once, ends what the old one opened, and dies of age, of a newer link and with the agent', async () => {
  const { id, signIn } = await person()
  const token = await tokenOf(signIn)
  const first = (await directory.agents.makeLink(id, SYSTEM))!
  const second = (await directory.agents.makeLink(id, SYSTEM))!
  const set = (link: string) => directory.agents.setPassword(link, 'a brand new password', '10.6.0.1')
  expect(await set(first)).toEqual({ ok: false, code: 'link_invalid' })
  const races = await Promise.all([set(second), set(second), set(second)])
  expect(races.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await set(second)).toEqual({ ok: false, code: 'link_invalid' })
  expect(await directory.sessions.find(token)).toBeNull()
  expect(await signIn()).toEqual({ ok: false, code: 'wrong' })
  expect(await signIn('a brand new password')).toMatchObject({ ok: true })

  const old = (await directory.agents.makeLink(id, SYSTEM))!
  time += LINK_MS
  expect(await set(old)).toEqual({ ok: false, code: 'link_invalid' })
  const late = (await directory.agents.makeLink(id, SYSTEM))!
  await directory.agents.off(id, SYSTEM)
  expect(await set(late)).toEqual({ ok: false, code: 'link_invalid' })
  expect(await directory.agents.makeLink(id, SYSTEM)).toBeNull()
})

test('the audit says who did what from where, and can only grow', async () => {
  const { id, signIn } = await person()
  await signIn('wrong')
  await signIn()
  await directory.agents.off(id, { by: 'someone', address: '10.7.0.1' })
  const { rows } = await database.pool.query('select what, by, address from audit where subject = $1 order by id', [id])
  expect(rows).toEqual([
    { what: 'agent.added', by: 'system', address: null },
    { what: 'session.refused', by: 'unknown', address: `10.0.0.${n}` },
    { what: 'session.opened', by: id, address: `10.0.0.${n}` },
    { what: 'agent.off', by: 'someone', address: '10.7.0.1' },
  ])
  for (const sql of ['update audit set by = null', 'delete from audit', 'truncate audit'])
    await expect(database.pool.query(sql)).rejects.toThrow('append-only')
})
