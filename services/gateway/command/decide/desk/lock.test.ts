import { expect, test } from 'vitest'
import { FREE, lockOf, whyLocked } from './lock.ts'

const of = (assignee: string | null, rule: 'soft' | 'hard' = 'soft', isSupervisor = false) =>
  lockOf({ assignee }, { agent: 'mika', isSupervisor, rule, isActive: (id) => id !== 'gone' })
const locked = { ok: false, code: 'locked', why: 'ken' }

test('what is nobody’s, one’s own or of somebody switched off is free under every rule', () => {
  for (const assignee of [null, 'mika', 'gone'])
    for (const rule of ['soft', 'hard'] as const) expect(of(assignee, rule)).toEqual(FREE)
  expect(whyLocked(FREE)).toBeNull()
})

test('under the soft rule a colleague’s is refused unless it is said all the same', () => {
  expect(whyLocked(of('ken'))).toEqual(locked)
  expect(whyLocked(of('ken'), true)).toBeNull()
})

test('under the hard rule nothing helps but being a supervisor, who is asked as under the soft one', () => {
  expect(whyLocked(of('ken', 'hard'), true)).toEqual(locked)
  expect(whyLocked(of('ken', 'hard', true))).toEqual(locked)
  expect(whyLocked(of('ken', 'hard', true), true)).toBeNull()
})
