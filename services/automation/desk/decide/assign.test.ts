import { expect, test } from 'vitest'
import { NEW_DESK, type Desk } from '@madoguchi/contracts/row/desk'
import { DESK_RULES } from '@madoguchi/contracts/row/deskRules'
import { byTurns, offeredBack, toFirstReplier, type Candidate } from './assign.ts'
import type { Standing } from './standing.ts'

const NOW = Date.parse('2026-11-16T09:00:00+09:00')
const MINUTE = 60_000

const standing = (desk: Partial<Desk>): Standing => ({
  id: 'shop:U1',
  channel: 'shop',
  desk: { ...NEW_DESK, status: 'open', needsReplySince: NOW - MINUTE, ...desk },
  lastAt: NOW,
})
const candidate = (agent: string, more: Partial<Candidate> = {}): Candidate => ({
  agent,
  teams: [],
  open: 0,
  givenAt: 0,
  ...more,
})

test('who replied first gets it, unless somebody has given it up since', () => {
  const reply = { message: 'M', agent: 'mika', at: NOW }
  expect(toFirstReplier(standing({ team: 'T' }), reply, NOW)).toMatchObject({
    type: 'conversation.assigned',
    data: { assignee: 'mika', team: 'T', how: 'rule', told: [], based: null },
  })
  expect(toFirstReplier(standing({ assignee: 'ken' }), reply, NOW)).toBeNull()
  expect(toFirstReplier(standing({ assignedAt: NOW }), reply, NOW)).toBeNull()
  expect(toFirstReplier(standing({ assignedAt: NOW - 1 }), reply, NOW)!.data).toMatchObject({ based: NOW - 1 })
})

test('by turns: whoever was given one longest ago, within the limit, of the team it belongs to', () => {
  const all = [
    candidate('aoi', { givenAt: 3 }),
    candidate('ken', { givenAt: 1, open: 5 }),
    candidate('mika', { givenAt: 2 }),
  ]
  const to = (desk: Partial<Desk>, among = all, max = 0) =>
    byTurns(standing(desk), among, { ...DESK_RULES, autoAssignMax: max }, NOW)
  expect(to({})).toMatchObject({ agent: 'ken', fact: { data: { assignee: 'ken', how: 'rule', told: ['ken'] } } })
  expect(to({}, all, 5)?.agent).toBe('mika')
  expect(to({ team: 'T' }, [...all, candidate('rin', { givenAt: 9, teams: ['T'] })])?.agent).toBe('rin')
  expect(to({ team: 'T' })).toBeNull()
  expect(to({}, [])).toBeNull()
  expect(to({ assignee: 'aoi' })).toBeNull()
  expect(to({ needsReplySince: null })).toBeNull()
})

test('of who has left it is nobody’s at once; of who is away when the customer has waited the minutes', () => {
  const rules = { ...DESK_RULES, awayMinutes: 10 }
  const back = (desk: Partial<Desk>, awaySince: number | null, gone = false, by = rules) =>
    offeredBack(standing({ assignee: 'mika', ...desk }), { gone, awaySince }, by, NOW)
  expect(back({}, null)).toBeNull()
  expect(back({}, null, true)).toMatchObject({ data: { assignee: null, how: 'handed', based: null } })
  expect(back({}, NOW - 10 * MINUTE)).not.toBeNull()
  expect(back({}, NOW - 10 * MINUTE + 1)).toBeNull()
  expect(back({ assignedAt: NOW - 5 * MINUTE }, NOW - 60 * MINUTE)).toBeNull()
  expect(back({ needsReplySince: null }, NOW - 60 * MINUTE)).toBeNull()
  expect(back({}, NOW - 60 * MINUTE, false, DESK_RULES)).toBeNull()
  expect(back({ assignee: null }, null, true)).toBeNull()
})
