// Rights and sessions while somebody looks: LV-6 wants what is withdrawn off the screen within 5 s, also where no bus crosses.
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { PARTITIONS, partitionOf } from '@madoguchi/contracts/ids'
import { newer } from '@madoguchi/contracts/rev'
import type { NoticeRow } from '@madoguchi/contracts/row/notice'
import type { Row } from '@madoguchi/contracts/row/row'
import type { Followed } from '@madoguchi/contracts/socket/ack'
import { SYSTEM } from '../../directory/audit.ts'
import { conversationAt, messageAt, noticeAt } from '../rows.fixture.ts'
import { openDesk, type Desk, type Gate, type Screen } from './desk.fixture.ts'

let desk: Desk
let gates: Gate[]
let ahead = 0
beforeAll(async () => {
  desk = await openDesk()
  const now = () => Date.now() + ahead
  gates = [await desk.openGate({ now }), await desk.openGate({ deaf: true, now })]
})
afterAll(() => desk.stop())

const within = { timeout: 5_000, interval: 20 }
let n = 0
const person = async (rights: Parameters<Desk['person']>[1]) => desk.person(`person${(n += 1)}`, rights)

/** The workspace as a screen shows it by the one rule. */
function channelsOn(screen: Screen, answer: { changes: { rows: Row[] }[] }): string[] {
  const view = new Map<string, Row>()
  const rows = [...answer.changes, ...screen.heard('change').filter(({ room }) => room === 'workspace')].flatMap(
    (c) => c.rows,
  )
  for (const row of rows) if (row.noun === 'channel' && newer(view.get(row.id), row)) view.set(row.id, row)
  return [...view.values()].filter(({ row }) => row !== null).map(({ id }) => id)
}

test('withdrawn access takes rooms, rows to come and presence away within 5 s, on a gateway with a bus and on one without', async () => {
  for (const gate of gates) {
    const { id, cookie } = await person({ [desk.shop]: ['agent'], [desk.office]: ['agent'] })
    await vi.waitFor(() => expect(gate.directory.agents.get(id)).toBeDefined(), within)
    const screen = await desk.screen(gate, cookie)
    const conversation = `${desk.shop}:U${n}`
    const since = { [partitionOf(conversation)]: 0 }
    const rooms = [`channel:${desk.shop}`, `conversation:${conversation}`]
    for (const room of [...rooms, `channel:${desk.office}`])
      expect(await screen.follow(room, since)).toMatchObject({ ok: true })
    screen.socket.emit('signal', { conversation, state: 'viewing' })
    await desk.directory.agents.revoke(id, { channel: desk.shop, role: 'agent' }, SYSTEM)
    await vi.waitFor(() => expect(screen.heard('revoked')).toEqual([{ rooms }]), within)
    expect(screen.heard('me').at(-1)!.rights).toEqual({ [desk.office]: ['agent'] })
    const before = screen.heard('change').length
    await desk.commit([messageAt(conversation, n * 1_000), conversationAt(conversation, n * 1_000)])
    await desk.commit([conversationAt(`${desk.office}:U${n}`, n * 1_000 + 500)])
    await vi.waitFor(() => expect(screen.heard('change').length).toBeGreaterThan(before), within)
    expect(
      screen
        .heard('change')
        .slice(before)
        .map(({ room }) => room),
    ).toEqual([`channel:${desk.office}`])
    expect(await screen.follow(rooms[1]!, since)).toEqual({ ok: false, code: 'forbidden' })
    screen.close()
  }
})

test('a channel appears when it is granted, goes when it is withdrawn and comes again when granted again', async () => {
  const { id, cookie } = await person({ [desk.office]: ['viewer'] })
  for (const gate of gates) {
    await vi.waitFor(() => expect(gate.directory.agents.get(id)).toBeDefined(), within)
    const screen = await desk.screen(gate, cookie)
    const answer = (await screen.follow('workspace', { '-1': 0 }, 0)) as { ok: true; changes: { rows: Row[] }[] }
    const shows = (...channels: string[]) =>
      vi.waitFor(() => expect(channelsOn(screen, answer).sort()).toEqual(channels.sort()), within)
    const grant = { channel: desk.shop, role: 'viewer' as const }
    await shows(desk.office)
    for (let i = 0; i < 2; i += 1) {
      await desk.directory.agents.grant(id, grant, SYSTEM)
      await shows(desk.office, desk.shop)
      await desk.directory.agents.revoke(id, grant, SYSTEM)
      await shows(desk.office)
    }
    screen.close()
  }
})

test('a name that changes reaches everybody who follows the workspace, each change continuing where it was told', async () => {
  const screen = await desk.screen(gates[0]!, (await person({ '*': ['viewer'] })).cookie)
  const rev = desk.directory.rev()
  await screen.follow('workspace', { '-1': rev }, 0)
  for (const name of ['Shop 2', 'Shop 3']) await desk.directory.channels.edit(desk.shop, { name }, SYSTEM)
  await vi.waitFor(() => expect(screen.heard('change')).toHaveLength(2), within)
  expect(screen.heard('change')).toMatchObject([
    { v: 0, part: -1, from: rev, next: rev + 1, rows: [{ noun: 'channel', row: { name: 'Shop 2' } }] },
    { v: 0, part: -1, from: rev + 1, next: rev + 2, rows: [{ noun: 'channel', row: { name: 'Shop 3' } }] },
  ])
  screen.close()
})

test('a team that is added, renamed and archived is told to everybody who follows the workspace', async () => {
  const screen = await desk.screen(gates[0]!, (await person({})).cookie)
  await screen.follow('workspace', { '-1': desk.directory.rev() }, 0)
  const added = await desk.directory.teams.add({ name: 'Billing', colour: 3 }, SYSTEM)
  const id = added.ok ? added.id : ''
  await desk.directory.teams.edit(id, { name: 'Invoices' }, SYSTEM)
  await desk.directory.teams.edit(id, { active: false }, SYSTEM)
  const told = () => screen.heard('change').flatMap(({ rows }) => rows.filter((row) => row.noun === 'team'))
  await vi.waitFor(() => expect(told()).toHaveLength(3), within)
  expect(told().map(({ id: of, row }) => [of, row])).toEqual([
    [id, { name: 'Billing', colour: 3, active: true }],
    [id, { name: 'Invoices', colour: 3, active: true }],
    [id, { name: 'Invoices', colour: 3, active: false }],
  ])
  screen.close()
})

test('notices of a channel that was withdrawn leave the screen, are told and answered no more, and are there again when it is granted', async () => {
  for (const gate of gates) {
    const { id, cookie } = await person({ [desk.shop]: ['agent'], [desk.office]: ['agent'] })
    await vi.waitFor(() => expect(gate.directory.agents.get(id)).toBeDefined(), within)
    const screen = await desk.screen(gate, cookie)
    const room = `notices:${id}`
    const since = Object.fromEntries(Array.from({ length: PARTITIONS }, (_, part) => [part, 0]))
    const mine = (channel: string, rev: number) => noticeAt(`${channel}:U${n}`, n * 10_000 + rev, { agent: id })
    const of = (changes: { rows: Row[] }[]) =>
      changes.flatMap(({ rows }) => rows.map(({ row }) => (row as NoticeRow).channel)).toSorted()
    const asked = async () => (await screen.follow(room, since)) as Followed
    const heard = () => screen.heard('change').filter((change) => change.room === room)
    expect(of((await asked()).changes)).toEqual([])
    await desk.commit([mine(desk.shop, 1), mine(desk.office, 2)])
    await vi.waitFor(() => expect(of(heard())).toEqual([desk.shop, desk.office].toSorted()), within)

    const grant = { channel: desk.shop, role: 'agent' as const }
    await desk.directory.agents.revoke(id, grant, SYSTEM)
    await vi.waitFor(() => expect(screen.heard('resync')).toEqual([{ rooms: [room] }]), within)
    expect(await asked()).toMatchObject({ ok: true, reset: true, changes: [] })
    expect(of((await asked()).changes)).toEqual([desk.office])
    const before = heard().length
    await desk.commit([mine(desk.shop, 3), mine(desk.office, 4)])
    await vi.waitFor(() => expect(of(heard().slice(before))).toEqual([desk.office]), within)

    await desk.directory.agents.grant(id, grant, SYSTEM)
    await vi.waitFor(() => expect(screen.heard('resync')).toHaveLength(2), within)
    expect(await asked()).toMatchObject({ ok: true, reset: true })
    expect(of((await asked()).changes)).toEqual([desk.shop, desk.shop, desk.office, desk.office].toSorted())
    screen.close()
  }
})

test('signing out elsewhere, here or everywhere, and leaving work hang up exactly the sessions that ended', async () => {
  for (const gate of gates) {
    const { id, email, cookie } = await person({ [desk.shop]: ['agent'] })
    await vi.waitFor(() => expect(gate.directory.agents.get(id)).toBeDefined(), within)
    const cookies = [cookie, await desk.signIn(email), await desk.signIn(email)]
    const screens = await Promise.all(cookies.map((one) => desk.screen(gate, one)))
    const lines = () => screens.map(({ socket }) => socket.connected)
    const first = await desk.directory.sessions.find(cookie.split('=')[1]!)
    await desk.directory.sessions.end(first!.id, SYSTEM)
    await vi.waitFor(() => expect(lines()).toEqual([false, true, true]), within)
    expect(screens.map((screen) => screen.heard('signed-out').length)).toEqual([1, 0, 0])
    await desk.directory.agents.off(id, SYSTEM)
    await vi.waitFor(() => expect(lines()).toEqual([false, false, false]), within)
    expect(screens.map((screen) => screen.heard('signed-out').length)).toEqual([1, 1, 1])
  }
})

test('a session that ends by time hangs up by itself; one that is used goes on', async () => {
  const screens = await Promise.all(
    [1, 2].map(async () => desk.screen(gates[0]!, (await person({ [desk.shop]: ['agent'] })).cookie)),
  )
  await desk.database.pool.query(
    'update session set seen_at = 1, created_at = 1 where id in (select id from session order by id desc limit 1)',
  )
  try {
    ahead = 25 * 60 * 60_000
    await vi.waitFor(() => expect(screens.filter(({ socket }) => socket.connected)).toHaveLength(1), within)
  } finally {
    ahead = 0
  }
})
