import { expect, test } from 'vitest'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import { ASK_AFTER_MS, createOutbox, type OutboxItem, type Send } from './outbox.ts'

const tick = () => new Promise<void>((done) => setImmediate(done))
const OK: Ack = { ok: true, at: { part: 0, off: 1 } }
const say = (id: string, conversation = 'c:1'): Send => ({
  id,
  conversation,
  messages: [{ type: 'text', text: id }],
  notificationDisabled: false,
})

function desk(stored: OutboxItem[] = [], answer: (id: string, n: number) => Ack | null | Promise<Ack> = () => OK) {
  const disk = new Map(stored.map((item) => [item.id, item]))
  const left: string[] = []
  const timers = new Set<() => void>()
  let now = 1_000_000
  const tries = new Map<string, number>()
  const outbox = createOutbox({
    async send(command) {
      left.push(command.id)
      const n = (tries.get(command.id) ?? 0) + 1
      tries.set(command.id, n)
      const ack = await answer(command.id, n)
      if (ack === null) throw new Error('no answer')
      return ack
    },
    store: {
      all: () => [...disk.values()],
      put: (item) => void disk.set(item.id, item),
      remove: (id) => void disk.delete(id),
    },
    now: () => now,
    later(run) {
      timers.add(run)
      return () => void timers.delete(run)
    },
    changed: () => {},
  })
  return {
    outbox,
    disk,
    left,
    states: (conversation = 'c:1') => outbox.pending(conversation).map((item) => `${item.id} ${item.state}`),
    pass: (ms: number) => (now += ms),
    fire: async () => {
      for (const run of timers) {
        timers.delete(run)
        run()
      }
      await tick()
    },
  }
}

test('one conversation’s messages leave one at a time and in order; another’s do not wait for them', async () => {
  let release: (ack: Ack) => void = () => {}
  const held = new Promise<Ack>((done) => (release = done))
  const { outbox, left } = desk([], (id) => (id === 'a' ? held : OK))
  outbox.connected()
  for (const command of [say('a'), say('b'), say('x', 'c:2')]) outbox.add(command)
  await tick()
  expect(left).toEqual(['a', 'x'])
  release(OK)
  await tick()
  expect(left).toEqual(['a', 'x', 'b'])
})

test('an unanswered message is repeated with the same id until it is acknowledged', async () => {
  const { outbox, left, states, fire, disk } = desk([], (_, n) => (n < 3 ? null : OK))
  outbox.connected()
  outbox.add(say('a'))
  await tick()
  expect(disk.size).toBe(1)
  await fire()
  await fire()
  expect(left).toEqual(['a', 'a', 'a'])
  expect(states()).toEqual(['a acked'])
  expect(disk.size).toBe(0)
})

test('"busy" says later, a refusal says no: it stays with its reason and holds up nobody', async () => {
  const { outbox, states, fire, left } = desk([], (id, n) => {
    if (id === 'bad') return { ok: false, code: 'invalid', field: 'messages[0].text', limit: 5000 }
    return n === 1 ? { ok: false, code: 'busy' } : OK
  })
  outbox.connected()
  outbox.add(say('bad'))
  outbox.add(say('b'))
  await tick()
  expect(states()).toEqual(['bad refused', 'b pending'])
  expect(outbox.pending('c:1')[0]).toMatchObject({ code: 'invalid', field: 'messages[0].text', limit: 5000 })
  await fire()
  expect(states()).toEqual(['bad refused', 'b acked'])
  expect(left).toEqual(['bad', 'b', 'b'])
})

test('what waited offline leaves in order on return', async () => {
  const { outbox, left } = desk()
  for (const id of ['a', 'b', 'c']) outbox.add(say(id))
  await tick()
  expect(left).toEqual([])
  outbox.connected()
  await tick()
  expect(left).toEqual(['a', 'b', 'c'])
})

test('older than five minutes on return asks first; what stands behind it waits with it', async () => {
  const { outbox, left, pass, states } = desk()
  outbox.add(say('old'))
  pass(ASK_AFTER_MS + 1)
  outbox.add(say('new'))
  outbox.add(say('elsewhere', 'c:2'))
  outbox.connected()
  await tick()
  expect(left).toEqual(['elsewhere'])
  expect(states()).toEqual(['old asking', 'new pending'])
  outbox.confirm('old')
  await tick()
  expect(left).toEqual(['elsewhere', 'old', 'new'])
})

test('a confirmed message is not asked about again after the next break', async () => {
  const { outbox, pass, states } = desk([], () => null)
  outbox.add(say('old'))
  pass(ASK_AFTER_MS + 1)
  outbox.connected()
  outbox.confirm('old')
  await tick()
  outbox.disconnected()
  pass(ASK_AFTER_MS + 1)
  outbox.connected()
  expect(states()).toEqual(['old pending'])
})

test('all that a send carries goes with every try, also after a reload, and nothing of the bookkeeping', async () => {
  const whole: Send = {
    ...say('a'),
    messages: [{ type: 'text', text: 'a', quoteToken: 'q', sender: { name: 'Mika' } }],
    notificationDisabled: true,
    quotes: 'c:7',
    template: 't1',
    seen: { at: 5, event: 'e' },
  }
  const went: Send[] = []
  const disk = new Map<string, OutboxItem>()
  const open = (answer: Ack | null) =>
    createOutbox({
      async send(command) {
        went.push(command)
        if (answer === null) throw new Error('no answer')
        return answer
      },
      store: {
        all: () => [...disk.values()].map((item) => structuredClone(item)),
        put: (item) => void disk.set(item.id, structuredClone(item)),
        remove: (id) => void disk.delete(id),
      },
      now: () => 1_000,
      later: () => () => {},
      changed: () => {},
    })
  const first = open(null)
  first.connected()
  first.add(whole)
  await tick()
  const second = open({ ok: false, code: 'stale', missed: ['m'] })
  second.connected()
  await tick()
  const third = open(OK)
  third.connected()
  third.again('a', { anyway: true })
  await tick()
  expect(went).toEqual([whole, whole, { ...whole, anyway: true }])
  expect(disk.size).toBe(0)
})

test('what was refused as stale stays with what was missed; once more it keeps its id and its turn', async () => {
  const { outbox, states, left } = desk([], (id, n) =>
    id === 'a' && n === 1 ? { ok: false, code: 'stale', missed: ['m1'] } : OK,
  )
  outbox.connected()
  outbox.add(say('a'))
  await tick()
  expect(outbox.pending('c:1')[0]).toMatchObject({ state: 'refused', code: 'stale', missed: ['m1'] })
  outbox.again('a', { seen: { at: 9, event: 'm1' } })
  outbox.again('a', { anyway: true })
  await tick()
  expect(left).toEqual(['a', 'a'])
  expect(states()).toEqual(['a acked'])
  expect(outbox.pending('c:1')[0]).not.toHaveProperty('missed')
  expect(outbox.pending('c:1')[0]).not.toHaveProperty('anyway')
})

test('discarding frees the next; what is on its way at this moment cannot be discarded', async () => {
  let release: (ack: Ack) => void = () => {}
  const { outbox, left, disk } = desk([], (id) => (id === 'b' ? new Promise<Ack>((done) => (release = done)) : OK))
  outbox.add(say('a'))
  outbox.add(say('b'))
  expect(outbox.discard('a')).toBe(true)
  outbox.connected()
  await tick()
  expect(left).toEqual(['b'])
  expect(outbox.discard('b')).toBe(false)
  release(OK)
  await tick()
  expect(disk.size).toBe(0)
})

test('a reload finds everything again, in the order in which it was written', async () => {
  const item = (id: string, at: number): OutboxItem => ({ ...say(id), at, state: 'pending' })
  const { outbox, left } = desk([item('second', 999_999), item('first', 999_998)])
  outbox.connected()
  await tick()
  expect(left).toEqual(['first', 'second'])
})

test('the row’s arrival ends an item although its acknowledgement was lost', async () => {
  const { outbox, states, disk, fire, left } = desk([], () => null)
  outbox.connected()
  outbox.add(say('a'))
  await tick()
  outbox.seen('a')
  expect(states()).toEqual([])
  expect(disk.size).toBe(0)
  await fire()
  expect(left).toEqual(['a'])
})
