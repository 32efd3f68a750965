// Presence over the wire: agents see each other in the list and in the thread, across gateways.
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { PresenceFrame } from '@madoguchi/contracts/socket/presence'
import type { Presence } from '../../presence/presence.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { openDesk, type Desk, type Gate, type Screen } from '../socket/desk.fixture.ts'
import { startShow } from './show.ts'

let desk: Desk
let gates: Gate[]
let mika: { id: string; cookie: string }
let ken: { id: string; cookie: string }
beforeAll(async () => {
  desk = await openDesk()
  gates = [await desk.openGate(), await desk.openGate()]
  mika = await desk.person('mika', { [desk.shop]: ['agent'] })
  ken = await desk.person('ken', { [desk.shop]: ['agent'], [desk.office]: ['agent'] })
})
afterAll(() => desk.stop())
let n = 0
let conversation = ''
beforeEach(() => void (conversation = `${desk.shop}:U${(n += 1)}`))

/** Who a screen shows in the conversation, from the frames of one room. */
function marksOn(screen: Screen, room: string): string[] {
  let marks: string[] = []
  for (const frame of screen.heard('presence').filter((one) => one.room === room)) {
    const now = frame.conversations[conversation]
    if (frame.whole || now)
      marks = (now ?? []).map(({ agent, state }) => `${agent === mika.id ? 'mika' : 'ken'} ${state}`)
  }
  return marks
}
const soon = { timeout: 1_000, interval: 10 }
const rooms = () => [`channel:${desk.shop}`, `conversation:${conversation}`]

test('viewing and typing show within a second in list and thread on every gateway, and vanish at once on leaving', async () => {
  const [watcher, actor, second] = [
    await desk.screen(gates[1]!, ken.cookie),
    await desk.screen(gates[0]!, mika.cookie),
    await desk.screen(gates[0]!, mika.cookie),
  ]
  for (const room of rooms()) await watcher.follow(room)
  const shows = (...marks: string[]) =>
    vi.waitFor(() => expect(rooms().map((room) => marksOn(watcher, room))).toEqual([marks, marks]), soon)
  actor.socket.emit('signal', { conversation, state: 'viewing' })
  await shows('mika viewing')
  second.socket.emit('signal', { conversation, state: 'typing' })
  await shows('mika typing')
  second.socket.emit('signal', { conversation, state: 'viewing' })
  await shows('mika viewing')
  watcher.socket.emit('signal', { conversation, state: 'viewing' })
  await vi.waitFor(
    () => expect(marksOn(watcher, rooms()[0]!).toSorted()).toEqual(['ken viewing', 'mika viewing']),
    soon,
  )
  actor.socket.emit('signal', { conversation: null, state: 'gone' })
  watcher.socket.emit('signal', { conversation: `${desk.shop}:Elsewhere`, state: 'viewing' })
  await shows('mika viewing')
  const late = await desk.screen(gates[1]!, ken.cookie)
  for (const room of rooms()) await late.follow(room)
  await vi.waitFor(
    () => expect(rooms().map((room) => marksOn(late, room))).toEqual([['mika viewing'], ['mika viewing']]),
    soon,
  )
  second.close() // the line is cut, nothing is said
  await shows()
  for (const one of [watcher, actor, late]) one.close()
})

test('nobody is shown where they may not be, nonsense is no presence, and a flood of signals is let pass', async () => {
  const [watcher, actor] = [await desk.screen(gates[0]!, ken.cookie), await desk.screen(gates[0]!, mika.cookie)]
  await watcher.follow(`channel:${desk.office}`)
  for (const body of [
    { conversation: `${desk.office}:U1`, state: 'viewing' },
    { conversation: 'none:U1', state: 'viewing' },
    { conversation, state: 'eating' },
    null,
    'x',
  ])
    actor.socket.emit('signal', body)
  for (let i = 0; i < 200; i += 1) actor.socket.emit('signal', { conversation, state: 'typing' })
  expect(await actor.command('unfollow', { room: 'workspace' })).toEqual({ ok: true })
  await watcher.follow(`channel:${desk.shop}`)
  await vi.waitFor(() => expect(marksOn(watcher, `channel:${desk.shop}`)).toEqual(['mika typing']), soon)
  expect(watcher.heard('presence').filter(({ room }) => room === `channel:${desk.office}`)).toEqual([
    { room: `channel:${desk.office}`, whole: true, conversations: {} },
  ])
  for (const one of [watcher, actor]) one.close()
})

test('who is at the console is told to everybody, here while any window is in sight, and gone at once', async () => {
  const watcher = await desk.screen(gates[1]!, ken.cookie)
  await watcher.follow('workspace')
  const team = () => watcher.heard('team').at(-1)?.agents
  await vi.waitFor(() => expect(team()).toEqual({ [ken.id]: 'here' }), soon)
  const [one, other] = [await desk.screen(gates[0]!, mika.cookie), await desk.screen(gates[1]!, mika.cookie)]
  await vi.waitFor(() => expect(team()).toEqual({ [ken.id]: 'here', [mika.id]: 'here' }), soon)
  for (const screen of [one, other]) screen.socket.emit('signal', { conversation: null, state: 'away' })
  await vi.waitFor(() => expect(team()).toMatchObject({ [mika.id]: 'away' }), soon)
  other.socket.emit('signal', { conversation, state: 'noting' })
  await vi.waitFor(() => expect(team()).toMatchObject({ [mika.id]: 'here' }), soon)
  for (const screen of [one, other]) screen.close()
  await vi.waitFor(() => expect(team()).toEqual({ [ken.id]: 'here' }), soon)
  const late = await desk.screen(gates[0]!, ken.cookie)
  await late.follow('workspace')
  expect(late.heard('team').at(-1)).toEqual({ agents: { [ken.id]: 'here' } })
  for (const screen of [watcher, late]) screen.close()
})

test('presence that goes away takes the marks and nothing else, says so in the beat, and is complete again when it is back', async () => {
  let away = false
  const presence: Presence = {
    touch: () => Promise.resolve(),
    expire: () => Promise.resolve(),
    members: () =>
      away ? Promise.reject(new Error('away')) : Promise.resolve(new Map([[conversation, ['mika/1/viewing']]])),
    stop: () => Promise.resolve(),
  }
  const frames: PresenceFrame[] = []
  const show = startShow({
    presence,
    bus: desk.bus,
    emit: (frame) => frames.push(frame),
    emitTeam: () => undefined,
    logger: silentLogger(),
    readAgainMs: 20,
  })
  const now = () =>
    frames
      .filter(({ room }) => room.startsWith('conversation'))
      .map(({ conversations }) => conversations[conversation]!.length)
  await vi.waitFor(() => expect(now()).toEqual([1]))
  away = true
  await vi.waitFor(() => expect([show.away(), now()]).toEqual([true, [1, 0]]))
  away = false
  await vi.waitFor(() => expect([show.away(), now()]).toEqual([false, [1, 0, 1]]), 5_000)
  await show.stop()

  away = true
  const gate = await desk.openGate({ presence })
  const screen = await desk.screen(gate, mika.cookie)
  await vi.waitFor(() => expect(screen.heard('beat').at(-1)?.degraded).toEqual(['presence']), 7_000)
  expect(await screen.follow(`channel:${desk.shop}`)).toMatchObject({ ok: true })
  screen.close()
  await gate.stop()
})
