import { describe, expect, test } from 'vitest'
import type { Desk } from '@madoguchi/contracts/row/desk'
import { decideAssign } from './decideAssign.ts'
import { CONVERSATION, deskOf, doer, known, NOW, pill } from './desk.fixture.ts'
import { standing, type Deed } from './standing.ts'

type Given = { by?: string; rule?: 'soft' | 'hard'; desk?: Partial<Desk> }
const wish = (assignee: string | null, team: string | null = null) => ({
  id: 'a1',
  conversation: CONVERSATION,
  assignee,
  team,
})
const decide = (assignee: string | null, team: string | null, { by = 'mika', rule = 'soft', desk = {} }: Given = {}) =>
  decideAssign(wish(assignee, team), known(desk), doer(by, rule))
const data = (more: object) => ({ append: { data: more } })
const forbidden = { ok: false, code: 'forbidden', field: 'assignee', why: 'supervisor' }
const locked = { ok: false, code: 'locked', why: 'ken' }

test('taking what is nobody’s becomes one event of the command’s id, and nobody is told', () => {
  expect(decideAssign(wish('mika'), known({}, { newestAt: NOW + 4 }), doer('mika'))).toEqual({
    append: {
      id: 'a1',
      type: 'conversation.assigned',
      v: 1,
      key: CONVERSATION,
      at: NOW + 5,
      by: 'mika',
      data: { assignee: 'mika', team: null, how: 'taken', told: [] },
    },
  })
})

test('given to somebody else, that one is told; to a team, its members who are at work and may read there', () => {
  expect(decide('ken', null)).toMatchObject(data({ assignee: 'ken', how: 'given', told: ['ken'] }))
  expect(decide(null, 'night')).toMatchObject(data({ team: 'night', how: 'given', told: ['ken', 'rin', 'vera'] }))
  expect(decide(null, 'night', { by: 'ken' })).toMatchObject(data({ told: ['rin', 'vera'] }))
  expect(decide('ken', 'night', { desk: { assignee: 'ken' }, by: 'ken' })).toMatchObject(data({ told: [] }))
  expect(decide(null, null, { desk: { assignee: 'mika' } })).toMatchObject(data({ assignee: null, told: [] }))
})

test('what stands already needs no event; asked again under the same id it is done', () => {
  expect(decide('ken', 'night', { desk: { assignee: 'ken', team: 'night' } })).toEqual({ done: null })
  const again = (message: ReturnType<typeof pill>) => decideAssign(wish('mika'), known({}, { message }), doer('mika'))
  expect(again(pill('a1'))).toEqual({ done: { part: pill('a1').part, off: 7 } })
  expect(again(pill('a1', 'ken'))).toEqual({ ok: false, code: 'id_taken' })
  expect(again(pill('a1', 'mika', 'c:U2'))).toEqual({ ok: false, code: 'id_taken' })
})

test('nobody is given a conversation who could not answer, and no team that is not there', () => {
  const no = (field: string, why: string) => ({ ok: false, code: 'invalid', field, why })
  expect(decide('nobody', null)).toEqual(no('assignee', 'unknown'))
  expect(decide('gone', null)).toEqual(no('assignee', 'inactive'))
  expect(decide('vera', null)).toEqual(no('assignee', 'no_access'))
  expect(decide('hana', null, { by: 'boss' })).toEqual(no('assignee', 'no_access'))
  expect(decide(null, 'nowhere')).toEqual(no('team', 'unknown'))
  expect(decide(null, 'old')).toEqual(no('team', 'inactive'))
  expect(decide('mika', 'old', { desk: { team: 'old' } })).toHaveProperty('append') // it stays as it is
  expect(decideAssign(wish('mika'), known({}, { conversation: null }), doer('mika'))).toMatchObject({
    code: 'not_found',
  })
})

describe('of a colleague', () => {
  const kens = { assignee: 'ken' }

  test('taking over is one click under the soft rule, and recorded; under the hard rule a supervisor’s', () => {
    expect(decide('mika', null, { desk: kens })).toMatchObject({ ...data({ how: 'taken' }), overrode: 'ken' })
    expect(decide('mika', null, { desk: kens, rule: 'hard' })).toEqual(locked)
    expect(decide('boss', null, { desk: kens, rule: 'hard', by: 'boss' })).toMatchObject({ overrode: 'ken' })
  })

  test('giving it away or back is a supervisor’s, or their team’s', () => {
    expect(decide('rin', null, { desk: kens })).toEqual(forbidden)
    expect(decide(null, null, { desk: kens })).toEqual(forbidden)
    expect(decide('ken', 'night', { desk: kens })).toEqual(forbidden)
    const teams = { assignee: 'ken', team: 'night' }
    expect(decide('mika', 'night', { desk: teams, by: 'rin' })).toMatchObject({ overrode: 'ken' })
    expect(decide(null, 'night', { desk: teams, by: 'rin' })).toEqual(forbidden)
    expect(decide('mika', 'night', { desk: teams, by: 'rin', rule: 'hard' })).toEqual(locked)
    expect(decide('rin', null, { desk: kens, by: 'boss' })).toMatchObject(data({ told: ['rin'] }))
    expect(decide(null, null, { desk: kens, by: 'boss' })).toMatchObject({ overrode: 'ken' })
  })

  test('who was switched off has nothing any more', () => {
    const left = decide('ken', null, { desk: { assignee: 'gone' }, rule: 'hard' })
    expect(left).toHaveProperty('append')
    expect(left).not.toHaveProperty('overrode')
  })
})

test('of two who take in the same instant the second is told whose it is; the first may go on', () => {
  const event = {
    id: 'a0',
    type: 'conversation.assigned',
    v: 1,
    key: CONVERSATION,
    at: NOW,
    by: 'ken',
    data: { assignee: 'ken', team: null, how: 'taken', told: [] },
  }
  const unseen: Deed[] = [{ off: 9, event }]
  const desk = standing(deskOf(), unseen)
  expect(desk.assignee).toBe('ken')
  const of = (by: string, assignee: string | null) =>
    decideAssign(wish(assignee), known(desk, { unseen }), doer(by, 'soft'))
  expect(of('mika', 'mika')).toEqual({ ok: false, code: 'stale', field: 'assignee', why: 'ken' })
  expect(of('boss', 'rin')).toMatchObject({ code: 'stale', why: 'ken' })
  expect(of('ken', null)).toHaveProperty('append')
  expect(of('mika', 'ken')).toEqual({ done: null })
  const repeated = { ...wish('ken'), id: 'a0' }
  expect(decideAssign(repeated, known(desk, { unseen }), doer('ken'))).toMatchObject({ done: { off: 9 } })
})
