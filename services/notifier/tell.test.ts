// Who hears of what at their open consoles: through a real gateway, once each.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { DEFAULT_RULES } from '@madoguchi/contracts/notify/rule'
import { noticeAt } from '../gateway/rows.fixture.ts'
import { openDesk, type Desk, type Gate, type Screen } from '../gateway/socket/desk.fixture.ts'
import { SYSTEM } from '../directory/audit.ts'
import { looked, rule, says, startTestNotifier, within } from './desk.fixture.ts'

let desk: Desk
let gate: Gate
let deaf: Gate
let notifier: { stop(): Promise<void> }
beforeAll(async () => {
  desk = await openDesk()
  gate = await desk.openGate()
  deaf = await desk.openGate({ deaf: true })
  notifier = await startTestNotifier(desk)
})
afterAll(async () => {
  await notifier.stop()
  await desk.stop()
})

let n = 0
let mika: { id: string; cookie: string }
let ken: { id: string; cookie: string }
let conversation = ''
const open: Screen[] = []
beforeEach(async () => {
  n += 1
  mika = await desk.person(`mika${n}`, { [desk.shop]: ['agent'] })
  ken = await desk.person(`ken${n}`, { '*': ['agent'] })
  conversation = `${desk.shop}:U${n}`
})
afterEach(() => open.splice(0).forEach((screen) => screen.close()))

async function screenOf({ cookie }: { cookie: string }, at = gate): Promise<Screen> {
  const screen = await desk.screen(at, cookie)
  open.push(screen)
  return screen
}
const heard = (screen: Screen) => screen.heard('alert').map(({ item, desktop, sound }) => ({ item, desktop, sound }))

test('a customer’s words are told to whose they are, with name and words; by default not to colleagues', async () => {
  const [mine, other] = [await screenOf(mika), await screenOf(ken)]
  const item = await says(desk, conversation, { assignee: mika.id })
  await vi.waitFor(() => expect(mine.heard('alert')).toHaveLength(1), within)
  expect(mine.heard('alert')[0]).toMatchObject({
    id: item,
    kind: 'message',
    channel: desk.shop,
    conversation,
    item,
    desktop: true,
    sound: true,
    name: expect.stringContaining('name'),
    preview: { kind: 'text', text: expect.stringContaining('words') },
  })
  expect(mine.heard('alert')[0]!.ago).toBeLessThan(10_000)
  await says(desk, conversation, { assignee: mika.id, ourName: '花さん' })
  await vi.waitFor(() => expect(mine.heard('alert')[1]?.name).toBe('花さん'), within)
  expect(heard(other)).toEqual([])
})

test('each way by the rule of that channel, and nothing where both are none', async () => {
  await rule(desk, mika.id, {
    rules: { '*': DEFAULT_RULES, [desk.shop]: { desktop: 'none', sound: 'all', badge: 'all' } },
  })
  await rule(desk, ken.id, {
    rules: {
      '*': { desktop: 'all', sound: 'all', badge: 'all' },
      [desk.shop]: { desktop: 'none', sound: 'none', badge: 'all' },
    },
  })
  const [mine, other] = [await screenOf(mika), await screenOf(ken)]
  const item = await says(desk, conversation)
  await vi.waitFor(() => expect(heard(mine)).toEqual([{ item, desktop: false, sound: true }]), within)
  const elsewhere = await says(desk, `${desk.office}:U${n}`)
  await vi.waitFor(() => expect(heard(other)).toEqual([{ item: elsewhere, desktop: true, sound: true }]), within)
  expect(heard(mine)).toHaveLength(1) // no right to that channel
})

test('lines of the bell are told to whom they are addressed, by every rule but none', async () => {
  await rule(desk, mika.id, { rules: { '*': { desktop: 'mentions', sound: 'none', badge: 'none' } } })
  const mine = await screenOf(mika)
  await says(desk, conversation, { assignee: mika.id })
  const [line] = [
    noticeAt(conversation, 5, { agent: mika.id, kind: 'mention', by: ken.id, at: Date.now(), item: 'note-1' }),
  ]
  await desk.commit([line])
  await vi.waitFor(() => expect(heard(mine)).toEqual([{ item: 'note-1', desktop: true, sound: false }]), within)
  expect(mine.heard('alert')[0]).toMatchObject({ kind: 'mention', id: line.id })
})

test('nothing is told twice: redelivered, rebuilt, or by a second notifier', async () => {
  const second = await startTestNotifier(desk)
  const mine = await screenOf(mika)
  const item = await says(desk, conversation, { assignee: mika.id })
  await says(desk, conversation, { assignee: mika.id, id: item })
  await desk.database.pool.query('update inbox_v1.message set rev = rev + 100 where id = $1', [item])
  const last = await says(desk, conversation, { assignee: mika.id })
  await vi.waitFor(() => expect(heard(mine).map((one) => one.item)).toContain(last), within)
  expect(heard(mine).map((one) => one.item)).toEqual([item, last])
  await second.stop()
})

test('what is a minute old, taken back or does not count is no news', async () => {
  const mine = await screenOf(mika)
  await says(desk, conversation, { assignee: mika.id, at: Date.now() - 60_000 })
  await says(desk, conversation, { assignee: mika.id, countable: false, body: { kind: 'unsent' } })
  const last = await says(desk, conversation, { assignee: mika.id })
  await vi.waitFor(() => expect(heard(mine).map(({ item }) => item)).toEqual([last]), within)
})

test('in quiet hours nothing is told', async () => {
  await rule(desk, mika.id, { quiet: { on: true, from: '00:00', to: '00:00', zone: 'Asia/Tokyo' } })
  const mine = await screenOf(mika)
  const quiet = await says(desk, conversation, { assignee: mika.id })
  await vi.waitUntil(() => looked(desk, quiet), within)
  await rule(desk, mika.id, {})
  const last = await says(desk, conversation, { assignee: mika.id })
  await vi.waitFor(() => expect(heard(mine).map(({ item }) => item)).toEqual([last]), within)
})

test('who connects later is not told of what was before; a gateway that hears no bell tells within two seconds', async () => {
  const first = await screenOf(mika, deaf)
  const before = await says(desk, conversation, { assignee: mika.id })
  await vi.waitFor(() => expect(heard(first).map(({ item }) => item)).toEqual([before]), within)
  const late = await screenOf(mika, deaf)
  const after = await says(desk, conversation, { assignee: mika.id })
  await vi.waitFor(() => expect(heard(late).map(({ item }) => item)).toEqual([after]), within)
  expect(heard(first).map(({ item }) => item)).toEqual([before, after])
})

test('who comes back at once is not told of what came while nobody of theirs was here', async () => {
  const away = await says(desk, conversation, { assignee: mika.id })
  await vi.waitUntil(() => looked(desk, away), within)
  const mine = await screenOf(mika)
  const after = await says(desk, conversation, { assignee: mika.id })
  await vi.waitFor(() => expect(heard(mine).map(({ item }) => item)).toContain(after), within)
  expect(heard(mine).map(({ item }) => item)).toEqual([after])
})

test('who lost the channel or was deactivated hears nothing more', async () => {
  await rule(desk, mika.id, { rules: { '*': { desktop: 'all', sound: 'all', badge: 'all' } } })
  const mine = await screenOf(mika)
  await desk.directory.agents.revoke(mika.id, { channel: desk.shop, role: 'agent' }, SYSTEM)
  const item = await says(desk, conversation, { assignee: mika.id })
  await vi.waitUntil(() => looked(desk, item), within)
  const { rowCount } = await desk.database.pool.query('select from alert where agent = $1', [mika.id])
  expect([rowCount, heard(mine)]).toEqual([0, []])
})
