// Every command there is × every rank, in a channel of theirs and in another. A command that this table does not name fails it.
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '@madoguchi/contracts/row/agent'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import { COMMANDS, type CommandName } from '@madoguchi/contracts/socket/up'
import { SYSTEM } from '../../directory/audit.ts'
import { openDesk, type Desk, type Gate, type Screen } from './desk.fixture.ts'

const RANKED = ['viewer', 'agent', 'supervisor', 'admin'] as const
type Need = (typeof RANKED)[number] | 'signedIn'
type Of = { need: Need; body: (channel: string) => object }

const at = (channel: string) => ({ id: uuidv7(), conversation: `${channel}:U1` })
const say = (channel: string) => ({
  ...at(channel),
  messages: [{ type: 'text', text: 'hello' }],
  notificationDisabled: false,
})
const of = (channel: string) => ({ ...at(channel), message: uuidv7() })
/** That one would override is no right. */
const over = (channel: string) => ({ ...of(channel), override: true })
const view = (channel: string | null) => ({
  view: { id: uuidv7(), channel, shared: channel !== null, name: 'mine', colour: 0, order: 0, filter: { view: 'all' } },
})
const TABLE: Record<CommandName, Of> = {
  follow: { need: 'viewer', body: (channel) => ({ room: `channel:${channel}`, v: 1, since: {} }) },
  unfollow: { need: 'signedIn', body: (channel) => ({ room: `channel:${channel}` }) },
  'message:send': { need: 'agent', body: say },
  'message:retry': { need: 'agent', body: over },
  'message:cancel': { need: 'agent', body: of },
  'message:schedule': {
    need: 'agent',
    body: (channel) => ({ ...say(channel), ...over(channel), due: Date.now() + 60_000, holdIfWrites: false }),
  },
  'message:release': { need: 'agent', body: over },
  'message:settle': { need: 'agent', body: (channel) => ({ ...of(channel), as: 'left' }) },
  'message:delete': { need: 'agent', body: of },
  'template:change': {
    need: 'agent',
    body: (channel) => ({
      id: uuidv7(),
      template: uuidv7(),
      channel,
      based: {},
      change: { name: 'x', messages: [] },
    }),
  },
  'conversation:assign': { need: 'agent', body: (channel) => ({ ...at(channel), assignee: null, team: null }) },
  'conversation:status': { need: 'agent', body: (channel) => ({ ...at(channel), status: 'open' }) },
  'conversation:waive': { need: 'agent', body: at },
  'conversation:escalate': { need: 'agent', body: (channel) => ({ ...at(channel), text: 'help' }) },
  'conversation:return': { need: 'supervisor', body: (channel) => ({ ...at(channel), text: 'done' }) },
  'note:write': { need: 'agent', body: (channel) => ({ ...at(channel), text: 'x', mentions: [], files: [] }) },
  'note:edit': { need: 'agent', body: (channel) => ({ ...at(channel), note: uuidv7(), text: 'x', mentions: [] }) },
  'note:delete': { need: 'agent', body: (channel) => ({ ...at(channel), note: uuidv7() }) },
  'contact:refresh': { need: 'viewer', body: (channel) => ({ ...at(channel), reason: 'button' }) },
  'contact:edit': { need: 'agent', body: (channel) => ({ ...at(channel), change: { name: 'x' }, based: {} }) },
  'contact:tag': { need: 'agent', body: (channel) => ({ ...at(channel), add: ['x'], remove: [] }) },
  'reading:set': { need: 'viewer', body: (channel) => ({ conversation: `${channel}:U1`, readTo: 1 }) },
  'draft:set': {
    need: 'viewer',
    body: (channel) => ({ conversation: `${channel}:U1`, text: '', notificationDisabled: false, form: '' }),
  },
  'preferences:set': { need: 'signedIn', body: () => ({ theme: 'dark' }) },
  'notices:seen': { need: 'signedIn', body: () => ({ at: 1 }) },
  'view:save': { need: 'supervisor', body: view },
  'view:delete': { need: 'signedIn', body: () => ({ view: uuidv7() }) },
}

let desk: Desk
let gate: Gate
const screens: { name: string; rank: number; everywhere?: true; screen: Screen }[] = []
beforeAll(async () => {
  desk = await openDesk()
  gate = await desk.openGate()
  const enter = async (name: string, rank: number, rights: Parameters<Desk['person']>[1]) => {
    const { cookie } = await desk.person(name, rights)
    screens.push({
      name,
      rank,
      screen: await desk.screen(gate, cookie),
      ...('*' in rights && rank > 0 && { everywhere: true }),
    })
  }
  await enter('stranger', -1, {})
  await enter('ops', -1, { '*': ['ops'] })
  await enter('elsewhere', -1, { [desk.office]: ['admin', 'ops'] })
  for (const [rank, role] of RANKED.entries()) await enter(role, rank, { [desk.shop]: [role] })
  await enter('everywhere', 3, { '*': ['admin'] })
})
afterAll(async () => {
  for (const { screen } of screens) screen.close()
  await desk.stop()
})

test('the table names every command there is', () => {
  expect(Object.keys(TABLE).toSorted()).toEqual(Object.keys(COMMANDS).toSorted())
})

/** Refused for lack of a right to the channel: a rule that looks at the rows names a field. */
async function isClosed(screen: Screen, name: CommandName, body: object): Promise<boolean> {
  const ack = (await screen.socket.timeout(5_000).emitWithAck(name, body)) as Ack
  if (!ack.ok && ack.code === 'malformed') throw new Error(`${name} does not fit its schema: ${ack.field}`)
  return !ack.ok && ack.code === 'forbidden' && (ack.field === undefined || name === 'view:save')
}

test.each(Object.entries(TABLE) as [CommandName, Of][])('%s', async (name, { need, body }) => {
  for (const { name: who, rank, everywhere, screen } of screens) {
    const may = need === 'signedIn' || rank >= RANKED.indexOf(need)
    expect([who, await isClosed(screen, name, body(desk.shop))]).toEqual([who, !may])
    if (need === 'signedIn' || everywhere === true || who === 'elsewhere') continue
    expect([who, 'elsewhere', await isClosed(screen, name, body(desk.office))]).toEqual([who, 'elsewhere', true])
  }
})

test('what was withdrawn is closed on a line that is open, for every command', async () => {
  const roles: Role[] = [...RANKED, 'ops']
  const { id, cookie } = await desk.person('leaving', { [desk.shop]: roles })
  const screen = await desk.screen(gate, cookie)
  const ofChannel = (Object.entries(TABLE) as [CommandName, Of][]).filter(([, { need }]) => need !== 'signedIn')
  const closed = async () => {
    const names: CommandName[] = []
    for (const [name, { body }] of ofChannel) if (await isClosed(screen, name, body(desk.shop))) names.push(name)
    return names
  }
  expect(await closed()).toEqual([])
  for (const role of roles) await desk.directory.agents.revoke(id, { channel: desk.shop, role }, SYSTEM)
  expect(await closed()).toEqual(ofChannel.map(([name]) => name))
  screen.close()
})
