import { expect, test } from 'vitest'
import { reachOf } from '@madoguchi/contracts/row/reach'
import { reachWords } from './reachWords.ts'

const DAY = 86_400_000
const person = {
  kind: 'user' as const,
  mode: { value: 'active', at: 0 },
  lastUserMessageAt: null,
  lastFollowAt: null,
  lastUnfollowAt: null,
  lastJoinAt: null,
  lastLeaveAt: null,
}
const said = (more: object, now: number) => reachWords(reachOf({ ...person, ...more }, now), now)

test('a stranger who wrote can be reached for seven days, amber in the last, then nobody knows', () => {
  expect(said({ lastUserMessageAt: 0 }, DAY)).toEqual({
    tone: 'plain',
    key: 'until',
    left: { unit: 'days', d: 6, h: 0 },
  })
  expect(said({ lastUserMessageAt: 0 }, 6 * DAY + 1)).toMatchObject({
    tone: 'warn',
    key: 'until',
    left: { unit: 'hours', h: 23 },
  })
  expect(said({ lastUserMessageAt: 0 }, 7 * DAY)).toEqual({ tone: 'warn', key: 'uncertain', left: null })
})

test('friends can be reached, blockers cannot, with the reason', () => {
  expect(said({ lastFollowAt: 0 }, 100 * DAY)).toMatchObject({ tone: 'ok', key: 'yes' })
  expect(said({ lastFollowAt: 0, lastUnfollowAt: 5 }, 10)).toMatchObject({ tone: 'closed', key: 'no.blocked' })
  expect(said({ kind: 'unidentified' }, 10)).toMatchObject({ tone: 'closed', key: 'no.unidentified' })
})
