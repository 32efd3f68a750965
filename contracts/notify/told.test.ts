// Who is told of what, and why not.
import { expect, test } from 'vitest'
import { NOTIFY_RULES, DEFAULT_NOTIFY, DEFAULT_RULES, rulesFor, type NotifyRule } from './rule.ts'
import { isQuiet } from './quiet.ts'
import { FRESH_MS, toldOf, type Occasion } from './told.ts'

const NOW = 1_800_000_000_000
const mika = { agent: 'mika', teams: ['night'] }
const word = (assignee: string | null, team: string | null = null): Occasion => ({
  kind: 'message',
  channel: 'shop',
  conversation: 'shop:U1',
  item: 'shop:1',
  at: NOW - 1_000,
  by: 'contact',
  assignee,
  team,
})
const line = (to: string, by = 'ken'): Occasion => {
  const { assignee: _, team: __, ...rest } = word(null) as Extract<Occasion, { kind: 'message' }>
  return { ...rest, kind: 'mention', to, by }
}
const heard = (what: Occasion): NotifyRule[] =>
  NOTIFY_RULES.filter((rule) => toldOf(what, mika, rule, { now: NOW }).tell)

test('each rule holds what the one before it holds, and none holds nothing', () => {
  expect(heard(line('mika'))).toEqual(['mentions', 'mine', 'unassigned', 'all'])
  expect(heard(word('mika'))).toEqual(['mine', 'unassigned', 'all'])
  expect(heard(word(null))).toEqual(['unassigned', 'all'])
  expect(heard(word('ken'))).toEqual(['all'])
})

test('what one’s own team has and no agent is free, another team’s is not', () => {
  expect(heard(word(null, 'night'))).toEqual(['unassigned', 'all'])
  expect(heard(word(null, 'day'))).toEqual(['all'])
  expect(heard(word('mika', 'day'))).toEqual(['mine', 'unassigned', 'all'])
})

test('nobody is told of a line of another’s bell, nor of what they did themselves', () => {
  expect(toldOf(line('ken'), mika, 'all', { now: NOW })).toEqual({ tell: false, why: 'anothers' })
  expect(toldOf(line('mika', 'mika'), mika, 'all', { now: NOW })).toEqual({ tell: false, why: 'own' })
})

test('what is a minute old, known or in view is not told, and says why', () => {
  const at = (ago: number) => ({ ...word('mika'), at: NOW - ago })
  expect(toldOf(at(FRESH_MS), mika, 'all', { now: NOW })).toEqual({ tell: false, why: 'old' })
  expect(toldOf(at(FRESH_MS - 1), mika, 'all', { now: NOW })).toEqual({ tell: true, because: 'mine' })
  expect(toldOf(word('mika'), mika, 'all', { now: NOW, known: true })).toEqual({ tell: false, why: 'known' })
  expect(toldOf(word('mika'), mika, 'all', { now: NOW, inView: true })).toEqual({ tell: false, why: 'inView' })
  expect(toldOf(word('mika'), mika, 'none', { now: NOW, inView: true })).toEqual({ tell: false, why: 'rule' })
})

test('a channel without rules of its own has those of all, or the defaults', () => {
  const own = { desktop: 'all', sound: 'none', badge: 'mine' } as const
  expect(rulesFor({ rules: { shop: own } }, 'shop')).toEqual(own)
  expect(rulesFor({ rules: { '*': own } }, 'shop')).toEqual(own)
  expect(rulesFor({ rules: {} }, 'shop')).toEqual(DEFAULT_RULES)
})

test('quiet hours go by the agent’s own clock, over midnight too', () => {
  const at = (time: string) => Date.parse(`2026-03-01T${time}:00Z`)
  const night = { on: true, from: '22:00', to: '07:00', zone: 'Asia/Tokyo' }
  expect(isQuiet(night, at('12:59'))).toBe(false) // 21:59 there
  expect(isQuiet(night, at('13:00'))).toBe(true)
  expect(isQuiet(night, at('21:59'))).toBe(true) // 06:59
  expect(isQuiet(night, at('22:00'))).toBe(false)
  expect(isQuiet({ ...night, zone: 'Europe/Berlin' }, at('12:59'))).toBe(false)
  expect(isQuiet({ ...night, from: '12:00', to: '13:00', zone: 'UTC' }, at('12:30'))).toBe(true)
  expect(isQuiet({ ...night, from: '12:00', to: '13:00', zone: 'UTC' }, at('13:00'))).toBe(false)
  expect(isQuiet({ ...night, from: '09:00', to: '09:00' }, at('12:00'))).toBe(true)
})

test('a clock that changes in the night is followed, and a zone nobody knows is never quiet', () => {
  const early = { on: true, from: '01:00', to: '04:00', zone: 'Europe/Berlin' }
  expect(isQuiet(early, Date.parse('2026-03-29T00:30:00Z'))).toBe(true) // 01:30
  expect(isQuiet(early, Date.parse('2026-03-29T02:00:00Z'))).toBe(false) // 04:00, an hour skipped
  expect(isQuiet({ ...early, zone: 'Mars/Olympus' }, Date.parse('2026-03-29T00:30:00Z'))).toBe(false)
  expect(isQuiet(DEFAULT_NOTIFY.quiet, Date.parse('2026-03-29T16:30:00Z'))).toBe(false)
})
