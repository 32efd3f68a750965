import { expect, test } from 'vitest'
import type { Delivery } from '@madoguchi/contracts/row/message'
import { saidOf } from './said.ts'

const said = (delivery: Partial<Delivery>) =>
  saidOf({
    by: { kind: 'agent', id: 'mika' },
    delivery: {
      state: 'scheduled',
      notificationDisabled: false,
      askedAt: 0,
      ask: 's',
      stateAt: 0,
      due: 9,
      ...delivery,
    },
  })

test('a scheduled one says when and by whom, and can be edited, sent now and cancelled until it is', () => {
  expect(said({})).toEqual({ key: 'due', due: 9, by: 'mika', acts: ['edit', 'release', 'cancel'] })
  expect(said({ holdIfWrites: true })?.key).toBe('dueHold')
  expect(said({ cancelAsked: true })).toEqual({ key: 'cancelling', acts: [] })
})

test('held says why, by a reason of tomorrow that somebody has to decide; missed can be deleted', () => {
  expect(said({ state: 'held', held: { why: 'wrote' } })).toMatchObject({ key: 'held.wrote', due: 9 })
  expect(said({ state: 'held', held: { why: 'variable', name: 'contact.name' } })).toMatchObject({
    key: 'held.variable',
    variable: 'contact.name',
    acts: ['release', 'edit', 'cancel'],
  })
  expect(said({ state: 'held', held: { why: 'moon' } })?.key).toBe('held.other')
  expect(said({ state: 'missed' })).toMatchObject({ key: 'missed', acts: ['release', 'edit', 'delete'] })
})

test('a late edit is told of, and who said that it arrived; else nothing needs saying', () => {
  expect(said({ state: 'sent', lateEdit: { by: 'ken', at: 1 } })).toEqual({ key: 'lateEdit', by: 'ken', acts: [] })
  expect(said({ state: 'sent', settled: { as: 'arrived', by: 'ken', at: 1 } })?.key).toBe('arrived')
  expect(said({ state: 'sent' })).toBeNull()
  expect(saidOf({ by: { kind: 'system' } })).toBeNull()
})
