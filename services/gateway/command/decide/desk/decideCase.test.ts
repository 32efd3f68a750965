import { expect, test } from 'vitest'
import type { Desk } from '@madoguchi/contracts/row/desk'
import { decideEscalate, decideReturn, decideWaive } from './decideCase.ts'
import { CONVERSATION, doer, known, NOW, pill } from './desk.fixture.ts'

const about = { id: 'e1', conversation: CONVERSATION }
const waiting = { needsReplySince: NOW - 1 }
const mikas = { escalated: { by: 'mika', at: 1 } }

test('"no reply needed" is said once, and only while something waits', () => {
  const of = (desk: Partial<Desk>, by = doer('mika')) => decideWaive(about, known(desk), by)
  expect(of(waiting)).toMatchObject({ append: { type: 'conversation.replyWaived', by: 'mika', data: {} } })
  expect(of({})).toEqual({ done: null })
  const kens = { ...waiting, assignee: 'ken' }
  expect(of(kens)).toHaveProperty('append')
  expect(of(kens, doer('mika', 'hard'))).toMatchObject({ code: 'locked', why: 'ken' })
})

test('a word to the supervisors is sent once at a time, whosever the conversation is', () => {
  const of = (desk: Partial<Desk>, text = '助けて') =>
    decideEscalate({ ...about, text }, known(desk), doer('mika', 'hard'))
  expect(of({ assignee: 'ken' })).toMatchObject({
    append: { type: 'conversation.escalated', data: { text: '助けて' } },
  })
  expect(of(mikas)).toEqual({ ok: false, code: 'wrong_state', why: 'escalated' })
  expect(of({}, ' \n')).toEqual({ ok: false, code: 'invalid', field: 'text', why: 'empty' })
})

test('it comes back with the answer, once, and who asked is told', () => {
  const of = (desk: Partial<Desk>, by = 'boss') =>
    decideReturn({ ...about, text: 'こうして' }, known(desk), doer(by, 'hard'))
  expect(of(mikas)).toMatchObject({ append: { type: 'conversation.returned', data: { told: ['mika'] } } })
  expect(of({ escalated: { by: 'boss', at: 1 } })).toMatchObject({ append: { data: { told: [] } } })
  expect(of({})).toEqual({ ok: false, code: 'wrong_state', why: 'returned' })
})

test('asked again under the same id each is done; where there is no conversation nothing is', () => {
  for (const decide of [decideWaive, decideEscalate, decideReturn]) {
    const of = (more: Parameters<typeof known>[1]) => decide({ ...about, text: 'x' }, known(mikas, more), doer('mika'))
    expect(of({ message: pill('e1') })).toHaveProperty('done')
    expect(of({ conversation: null })).toMatchObject({ code: 'not_found' })
  }
})
