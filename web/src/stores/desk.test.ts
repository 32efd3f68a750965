// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test, vi } from 'vitest'
import { NEW_DESK, type Desk } from '@madoguchi/contracts/row/desk'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import { useConnection } from './connection.ts'
import { useDesk } from './desk.ts'
import { useSession } from './session.ts'

beforeEach(() => setActivePinia(createPinia()))

function open() {
  let answer: (ack: Ack) => void = () => undefined
  const send = vi
    .spyOn(useConnection(), 'send')
    .mockImplementation(() => new Promise((done) => (answer = done as typeof answer)))
  useSession().me = { agent: { id: 'me', name: 'Me', email: '' }, rights: {}, stickers: 'placeholder', protocol: '' }
  return { desk: useDesk(), send, answer: (ack: Ack) => answer(ack) }
}
const row = (rev: number, desk: Partial<Desk> = {}) => ({ id: 'c:1', rev, desk: { ...NEW_DESK, ...desk } })
const done = (off: number): Ack => ({ ok: true, at: { part: 0, off } })

test('one’s own change shows at once and until the row that holds it has come', async () => {
  const { desk, answer } = open()
  const acted = desk.act('c:1', { do: 'assign', assignee: 'me', team: null })
  expect(desk.shown(row(5)).assignee).toBe('me')
  expect(desk.shown({ ...row(5), id: 'c:2' }).assignee).toBeNull()
  answer(done(7))
  await acted
  // Somebody else's event came between: the row does not hold this one yet.
  expect(desk.shown(row(6, { status: 'pending' }))).toMatchObject({ assignee: 'me', status: 'pending' })
  expect(desk.shown(row(7, { assignee: 'me' })).assignee).toBe('me')
  // Of two the later wins.
  expect(desk.shown(row(8, { assignee: 'ken' })).assignee).toBe('ken')
})

test('the row may come before the answer, and then nothing of the wish is left over it', async () => {
  const { desk, answer } = open()
  const acted = desk.act('c:1', { do: 'assign', assignee: 'me', team: null })
  answer(done(7))
  await acted
  desk.settle(row(9))
  expect(desk.shown(row(6)).assignee).toBeNull()
})

test('a refusal takes it back, and so does an answer that never comes', async () => {
  const { desk, answer, send } = open()
  const refused = desk.act('c:1', { do: 'status', status: 'resolved' })
  expect(desk.shown(row(5, { status: 'open' })).status).toBe('resolved')
  answer({ ok: false, code: 'locked', why: 'ken' })
  expect(await refused).toEqual({ ok: false, code: 'locked', why: 'ken' })
  expect(desk.shown(row(5, { status: 'open' })).status).toBe('open')
  send.mockRejectedValue(new Error('no line'))
  expect(await desk.act('c:1', { do: 'waive' })).toEqual({ ok: false, code: 'busy' })
  expect(desk.shown(row(5, { needsReplySince: 3 })).needsReplySince).toBe(3)
})

test('what stood so already leaves nothing behind', async () => {
  const { desk, answer } = open()
  const acted = desk.act('c:1', { do: 'assign', assignee: 'ken', team: null })
  answer({ ok: true })
  await acted
  expect(desk.shown(row(5, { assignee: 'ken' })).assignee).toBe('ken')
  expect(desk.shown(row(5)).assignee).toBeNull()
})
