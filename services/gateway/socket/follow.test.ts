// Following over the wire: a real gateway, real Postgres, a browser's socket.
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { PARTITIONS, partitionOf } from '@madoguchi/contracts/ids'
import { newer } from '@madoguchi/contracts/rev'
import type { Cursor, Row } from '@madoguchi/contracts/row/row'
import type { Followed } from '@madoguchi/contracts/socket/ack'
import { transaction } from '../../db/transaction.ts'
import { openSchema, point } from '../../projector/schema.ts'
import { conversationAt, messageAt } from '../rows.fixture.ts'
import { dial, openDesk, refusalOf, type Desk, type Gate, type Screen } from './desk.fixture.ts'

let desk: Desk
let gate: Gate
let deaf: Gate
let mika: { id: string; cookie: string }
beforeAll(async () => {
  desk = await openDesk()
  gate = await desk.openGate()
  deaf = await desk.openGate({ deaf: true })
  mika = await desk.person('mika', { [desk.shop]: ['agent'] })
})
afterAll(() => desk.stop())

let n = 0
let conversation = ''
let part = 0
/** The next offsets of the partition under test. */
let off = 0
beforeEach(async () => {
  n += 1
  conversation = `${desk.shop}:U${n}`
  part = partitionOf(conversation)
  const { rows } = await desk.database.pool.query<{ next: number }>(
    "select next from checkpoint where reader = 'inbox_v1' and part = $1",
    [part],
  )
  off = rows[0]?.next ?? 0
})

const followed = (ack: unknown) => {
  expect(ack).toMatchObject({ ok: true, reset: false })
  return ack as Followed
}
const rowsIn = (ack: unknown): Row[] => followed(ack).changes.flatMap(({ rows }) => rows)
const whole: Cursor = Object.fromEntries(Array.from({ length: PARTITIONS }, (_, i) => [i, 0]))

/** All that a screen was told of a room, by the one rule. */
function shown(screen: Screen, room: string, acks: unknown[] = []): Map<string, Row> {
  const view = new Map<string, Row>()
  const changes = [...acks.flatMap((ack) => (ack as Followed).changes), ...screen.heard('change')]
  for (const change of changes.filter((one) => one.room === room))
    for (const row of change.rows) if (newer(view.get(row.id), row)) view.set(row.id, row)
  return view
}

describe('coming in', () => {
  test('a page of another origin does not get a socket, the own host and PUBLIC_URL do', async () => {
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1'])
      expect(await refusalOf(dial(gate, mika.cookie, { origin }))).toBe('websocket error')
    for (const origin of ['https://desk.example', gate.url]) (await desk.screen(gate, mika.cookie, { origin })).close()
  })

  test('without a session it is told so, and a console of another version is told that first', async () => {
    expect(await refusalOf(dial(gate, null))).toBe('signed_out')
    expect(await refusalOf(dial(gate, '__Host-madoguchi=made-up'))).toBe('signed_out')
    expect(await refusalOf(dial(gate, null, { protocol: '0' }))).toBe('protocol')
  })

  test('long polling is not offered', async () => {
    const answer = await fetch(`${gate.url}/socket.io/?EIO=4&transport=polling`, { headers: { origin: gate.url } })
    expect(answer.status).toBe(400)
  })

  test('it hears at once who it is', async () => {
    const screen = await desk.screen(gate, mika.cookie)
    await vi.waitFor(() => expect(screen.heard('me')).toHaveLength(1))
    expect(screen.heard('me')[0]).toMatchObject({ agent: { id: mika.id }, rights: { [desk.shop]: ['agent'] } })
    screen.close()
  })
})

describe('following', () => {
  test('what is committed after joining arrives in the list and in the thread, each told from where its room was', async () => {
    const screen = await desk.screen(gate, mika.cookie)
    const [list, thread] = [`channel:${desk.shop}`, `conversation:${conversation}`]
    followed(await screen.follow(list, { ...whole, [part]: off }))
    followed(await screen.follow(thread, { [part]: off }))
    const rows = [messageAt(conversation, off), conversationAt(conversation, off)]
    await desk.commit(rows)
    await vi.waitFor(() => expect(screen.heard('change')).toHaveLength(2))
    expect(screen.heard('change').find(({ room }) => room === list)).toMatchObject({
      v: 1,
      part,
      from: off,
      next: off + 1,
      rows: [rows[1]],
    })
    expect(screen.heard('change').find(({ room }) => room === thread)!.rows).toEqual(rows)
    screen.close()
  })

  test('what was missed is answered from memory, or from Postgres when memory is too short, each row once as it is now', async () => {
    const id = 'm-missed'
    await desk.commit([messageAt(conversation, off, {}, id), conversationAt(conversation, off)])
    await desk.commit([messageAt(conversation, off + 1, {}, id), conversationAt(conversation, off + 1)])
    const later = await desk.openGate()
    for (const one of [gate, later]) {
      const screen = await desk.screen(one, mika.cookie)
      await vi.waitFor(async () => {
        const ack = await screen.follow(`conversation:${conversation}`, { [part]: off })
        expect(followed(ack).changes).toMatchObject([{ from: off, next: off + 2 }])
        expect(new Map(rowsIn(ack).map((row) => [row.id, row.rev]))).toEqual(
          new Map([
            [conversation, off + 1],
            [id, off + 1],
          ]),
        )
        expect(rowsIn(ack)).toHaveLength(2)
      })
      const none = followed(await screen.follow(`conversation:${conversation}`, { [part]: off + 2 }))
      expect(none.changes).toEqual([])
      screen.close()
    }
    await later.stop()
  })

  test('another version, too much to catch up, and a cursor of another history are answered: start over', async () => {
    const screen = await desk.screen(gate, mika.cookie)
    const room = `conversation:${conversation}`
    expect(await screen.follow(room, { [part]: off }, 7)).toEqual({ ok: true, v: 1, reset: true, changes: [] })
    expect(await screen.follow(room, { [part]: off + 1_000 })).toMatchObject({ reset: true })
    await desk.commit(Array.from({ length: 501 }, (_, i) => messageAt(conversation, off + i)))
    await vi.waitFor(async () => expect(await screen.follow(room, { [part]: off })).toMatchObject({ reset: true }))
    const later = await desk.openGate()
    const fresh = await desk.screen(later, mika.cookie)
    expect(await fresh.follow(room, { [part]: off })).toMatchObject({ reset: true })
    expect(rowsIn(await fresh.follow(room, { [part]: off + 1 }))).toHaveLength(500)
    for (const one of [screen, fresh]) one.close()
    await later.stop()
  })

  test('rooms of channels without a right, of others, and rooms that do not exist are refused alike', async () => {
    const screen = await desk.screen(gate, mika.cookie)
    const rooms = [
      `channel:${desk.office}`,
      `conversation:${desk.office}:U1`,
      'channel:none',
      'conversation:none:U1',
      'agent:somebody',
      'nonsense',
      'conversation:',
    ]
    for (const room of rooms)
      expect([room, await screen.follow(room)]).toEqual([room, { ok: false, code: 'forbidden' }])
    await desk.commit([conversationAt(`${desk.office}:U1`, 1_000_000)])
    expect(screen.heard('change')).toEqual([])
    screen.close()
  })

  test('who stops following hears no more of it', async () => {
    const screen = await desk.screen(gate, mika.cookie)
    const room = `conversation:${conversation}`
    await screen.follow(room, { [part]: off })
    await screen.follow(`channel:${desk.shop}`, { ...whole, [part]: off })
    expect(await screen.command('unfollow', { room })).toEqual({ ok: true })
    await desk.commit([messageAt(conversation, off), conversationAt(conversation, off)])
    await vi.waitFor(() => expect(shown(screen, `channel:${desk.shop}`).has(conversation)).toBe(true))
    expect(shown(screen, room).size).toBe(0)
    screen.close()
  })

  test('a lost notice is repaired by the next one, a lost last one within about a second, and a gateway without a bus lives by that', async () => {
    const room = `conversation:${conversation}`
    const screens = [await desk.screen(gate, mika.cookie), await desk.screen(deaf, mika.cookie)]
    for (const screen of screens) await screen.follow(room, { [part]: off })
    await desk.commit([messageAt(conversation, off)], { lose: true })
    await desk.commit([messageAt(conversation, off + 1)])
    await vi.waitFor(() => expect(shown(screens[0]!, room).size).toBe(2), { timeout: 900, interval: 10 })
    await vi.waitFor(() => expect(shown(screens[1]!, room).size).toBe(2), { timeout: 3_000 })
    await desk.commit([messageAt(conversation, off + 2)], { lose: true })
    await vi.waitFor(() => expect(screens.map((screen) => shown(screen, room).size)).toEqual([3, 3]), {
      timeout: 3_000,
    })
    for (const screen of screens) screen.close()
  })

  test('every 5 s a beat says how far each followed room is, and continues where the room was told', async () => {
    const screen = await desk.screen(gate, mika.cookie)
    const other = `${desk.shop}:other${n}`
    const room = `conversation:${conversation}`
    await screen.follow(room, { [part]: off })
    await screen.follow('workspace', { '-1': 0 }, 0)
    const elsewhere = partitionOf(other)
    await desk.commit([messageAt(other, 2_000_000 + n)])
    await vi.waitFor(() => expect(screen.heard('beat').length).toBeGreaterThan(0), { timeout: 7_000 })
    const { rooms, degraded } = screen.heard('beat')[0]!
    expect(degraded).toEqual([])
    expect(rooms.map((one) => one.room).sort()).toEqual([room, 'workspace'].sort())
    const mine = rooms.find((one) => one.room === room)!
    const next = elsewhere === part ? 2_000_001 + n : off
    expect(mine).toEqual({ room, v: 1, from: { [part]: off }, next: { [part]: next } })
    expect(rooms.find((one) => one.room === 'workspace')).toMatchObject({ v: 0, next: { '-1': desk.directory.rev() } })
    screen.close()
  })

  test('when everybody’s rows change to another version, each view is told to follow and starts over once', async () => {
    const own = await openDesk()
    const one = await own.openGate()
    const { cookie } = await own.person('mika', { [own.shop]: ['agent'] })
    const screen = await own.screen(one, cookie)
    const room = `channel:${own.shop}`
    expect(await screen.follow(room, whole)).toMatchObject({ v: 1, reset: false })
    await screen.follow('workspace', { '-1': 0 }, 0)
    await openSchema(own.database.pool, 2)
    await transaction(own.database.pool, (tx) => point(tx, 2))
    await vi.waitFor(() => expect(screen.heard('resync')).toEqual([{ rooms: [room] }]), { timeout: 3_000 })
    expect(await screen.follow(room, whole)).toEqual({ ok: true, v: 2, reset: true, changes: [] })
    expect(await screen.follow(room, whole, 2)).toMatchObject({ ok: true, v: 2, reset: false })
    await own.stop()
  }, 60_000)
})
