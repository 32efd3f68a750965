import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { expect, test } from 'vitest'
import { wantedOf } from './wanted.ts'

const event = (type: string, data: object = {}, key = 'shop:Uaoi'): Envelope => ({
  id: 'e1',
  type,
  v: 1,
  key,
  at: 1,
  by: 'line',
  data,
})
const user = { source: { type: 'user', userId: 'Uaoi' } }
const group = { type: 'group', groupId: 'Chome' }
const home = { key: 'shop:Chome', kind: 'group', id: 'Chome' }

test('somebody who writes is asked about once, who follows again', () => {
  const whom = { what: 'contact', key: 'shop:Uaoi', userId: 'Uaoi' }
  expect(wantedOf(event('line.message', user))).toEqual([{ whom, again: false }])
  expect(wantedOf(event('line.follow', user))).toEqual([{ whom, again: true }])
  expect(wantedOf(event('contact.profileAsked', { reason: 'button' }))).toEqual([{ whom, again: true }])
})

test('a group is asked about when it appears, and who speaks in it', () => {
  const message = event('line.message', { source: { ...group, userId: 'Uaoi' } }, 'shop:Chome')
  expect(wantedOf(message)).toEqual([
    { whom: { what: 'gathering', ...home }, again: false },
    { whom: { what: 'member', ...home, userId: 'Uaoi' }, again: false },
  ])
  expect(wantedOf(event('line.join', { source: group }, 'shop:Chome'))).toEqual([
    { whom: { what: 'gathering', ...home }, again: true },
  ])
  const room = event('line.message', { source: { type: 'room', roomId: 'Rx' } }, 'shop:Rx')
  expect(wantedOf(room)).toEqual([
    { whom: { what: 'gathering', key: 'shop:Rx', kind: 'room', id: 'Rx' }, again: false },
  ])
})

test('who comes into a group is asked about, and its size anew', () => {
  const joined = { members: [{ type: 'user', userId: 'Ua' }, { type: 'user' }, { type: 'user', userId: 'Ub' }] }
  expect(wantedOf(event('line.memberJoined', { source: group, joined }, 'shop:Chome'))).toEqual([
    { whom: { what: 'gathering', ...home }, again: true },
    { whom: { what: 'member', ...home, userId: 'Ua' }, again: true },
    { whom: { what: 'member', ...home, userId: 'Ub' }, again: true },
  ])
  expect(wantedOf(event('line.memberLeft', { source: group }, 'shop:Chome'))).toEqual([
    { whom: { what: 'gathering', ...home }, again: true },
  ])
})

test.each([
  event('line.unfollow', user),
  event('line.leave', { source: group }, 'shop:Chome'),
  event('line.message', {}, 'shop:?'),
  event('line.accountLink', {}, 'shop:-'),
  event('line.message', null as unknown as object),
  event('line.message', { source: { type: 'user', userId: '' } }),
  event('message.queued', {}),
  event('template.saved', {}, '-:template'),
])('nobody is asked about for %o', (given) => {
  expect(wantedOf(given)).toEqual([])
})
