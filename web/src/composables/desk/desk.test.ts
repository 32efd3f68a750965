import { expect, test } from 'vitest'
import { OWN_FIELDS } from '@madoguchi/contracts/row/contact'
import { NEW_DESK, type Desk } from '@madoguchi/contracts/row/desk'
import { REFUSALS } from '@madoguchi/contracts/socket/ack'
import { SNOOZE_MAX_MS } from '@madoguchi/contracts/socket/desk'
import en from '../../locales/en/desk.ts'
import ja from '../../locales/ja/desk.ts'
import th from '../../locales/th/desk.ts'
import zh from '../../locales/zh-TW/desk.ts'
import { everybody, found } from './assignable.ts'
import { lockOf } from './lock.ts'
import { refusedWords } from './refusedWords.ts'
import type { DeskBody } from './kind.ts'
import { sentenceOf } from './sentence.ts'
import { snoozes, whyNotUntil } from './snooze.ts'
import { LONG_MS, waitingOf } from './waiting.ts'
import { commandOf, wished } from './wish.ts'

const at = (words: object, key: string): unknown =>
  key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], words)
const now = Date.parse('2026-11-24T10:00:00+09:00')
const who = { me: 'me', now }
const waits: Desk = { ...NEW_DESK, status: 'open', case: 1, needsReplySince: now - 5 }

test('what was asked for shows as the projector will write it', () => {
  expect(wished(waits, { do: 'assign', assignee: 'me', team: 't' }, who)).toMatchObject({
    assignee: 'me',
    team: 't',
    assignedAt: now,
    needsReplySince: now - 5,
  })
  expect(wished(waits, { do: 'status', status: 'resolved' }, who)).toMatchObject({
    status: 'resolved',
    statusBy: 'me',
    needsReplySince: null,
  })
  expect(wished(waits, { do: 'status', status: 'snoozed', until: 9 }, who).said.until).toBe(9)
  expect(wished(waits, { do: 'waive' }, who)).toEqual({ ...waits, needsReplySince: null })
  const escalated = wished(waits, { do: 'escalate', text: 'x' }, who)
  expect(escalated.escalated).toEqual({ by: 'me', at: now })
  expect(wished(escalated, { do: 'return', text: 'x' }, who).escalated).toBeNull()
})

test('a command carries what the wish says and nothing else', () => {
  expect(commandOf({ do: 'status', status: 'open' }, 'i', 'c').body).toEqual({
    id: 'i',
    conversation: 'c',
    status: 'open',
  })
  expect(commandOf({ do: 'status', status: 'snoozed', until: 7 }, 'i', 'c').body).toMatchObject({ until: 7 })
  expect(commandOf({ do: 'waive' }, 'i', 'c')).toEqual({
    name: 'conversation:waive',
    body: { id: 'i', conversation: 'c' },
  })
})

test('another agent’s conversation is locked, one’s own, nobody’s and that of one who left are not', () => {
  const known = { assignee: 'mika', me: 'me', active: true, rule: 'soft' as const, supervisor: false }
  expect(lockOf(known)).toEqual({ by: 'mika', hard: false })
  expect(lockOf({ ...known, rule: 'hard' })).toEqual({ by: 'mika', hard: true })
  expect(lockOf({ ...known, rule: 'hard', supervisor: true })).toEqual({ by: 'mika', hard: false })
  for (const free of [{ assignee: null }, { assignee: 'me' }, { active: false }])
    expect(lockOf({ ...known, ...free })).toBeNull()
})

test('waiting is told in full units and is long after ten minutes', () => {
  const of = (ms: number) => waitingOf(now - ms, now)
  expect(of(-5_000)).toMatchObject({ unit: 'moment', long: false })
  expect(of(59_999).unit).toBe('moment')
  expect(of(LONG_MS)).toMatchObject({ unit: 'minutes', n: 10, long: false })
  expect(of(LONG_MS + 1).long).toBe(true)
  expect(of(64 * 60_000)).toMatchObject({ unit: 'hours', n: 1, m: 4 })
  expect(of(49 * 3_600_000)).toMatchObject({ unit: 'days', n: 2 })
})

test('a snooze ends in the reader’s morning, on a Sunday tomorrow is next week, and a time that has passed is refused', () => {
  const told = (iso: string, zone: string) =>
    snoozes(Date.parse(iso), zone).map(({ name, at }) => `${name} ${new Date(at).toISOString().slice(0, 16)}`)
  expect(told('2026-11-24T10:00:00+09:00', 'Asia/Tokyo')).toEqual([
    'halfHour 2026-11-24T01:30',
    'threeHours 2026-11-24T04:00',
    'tomorrow 2026-11-25T00:00',
    'nextWeek 2026-11-30T00:00',
  ])
  expect(told('2026-11-29T10:00:00+09:00', 'Asia/Tokyo').map((one) => one.split(' ')[0])).toEqual([
    'halfHour',
    'threeHours',
    'tomorrow',
  ])
  expect(told('2026-03-28T12:00:00Z', 'Europe/Berlin')[2]).toBe('tomorrow 2026-03-29T07:00')
  expect([null, now, now - 1, now + 1, now + SNOOZE_MAX_MS + 1].map((until) => whyNotUntil(until, now))).toEqual([
    'none',
    'past',
    'past',
    null,
    'far',
  ])
})

test('people are found by any part of a name, in any width, and those who left are not', () => {
  const agents = [
    { id: 'k', name: 'Sato Ken', active: true },
    { id: 'me', name: 'ミカ', active: true },
    { id: 'x', name: 'Ken Old', active: false },
  ]
  const all = everybody(agents, [{ id: 't', name: 'Kenko', active: true }], 'me')
  expect(all.map(({ id }) => id)).toEqual(['me', 'k', 't'])
  expect(found(all, 'ken').map(({ id }) => id)).toEqual(['t', 'k'])
  expect(found(all, 'ﾐｶ').map(({ id }) => id)).toEqual(['me'])
  expect(found(all, 'satok').map(({ id }) => id)).toEqual(['k'])
  expect(found(all, '').map(({ id }) => id)).toEqual(['me', 'k', 't'])
  expect(found(all, 'zzz')).toEqual([])
})

const BODIES: DeskBody[] = [
  ...(['taken', 'given', 'rule', 'handed', 'tomorrow'] as const).flatMap((how) =>
    [
      ['a', null],
      [null, 't'],
      ['a', 't'],
      [null, null],
    ].map(([assignee, team]): DeskBody => ({ kind: 'assigned', assignee: assignee!, team: team!, how })),
  ),
  ...(['open', 'pending', 'snoozed', 'resolved'] as const).map((status): DeskBody => ({ kind: 'status', status })),
  { kind: 'status', status: 'snoozed', until: 7 },
  ...['snoozeEnded', 'replied', 'idle', 'tomorrow'].map((rule): DeskBody => ({ kind: 'status', status: 'open', rule })),
  { kind: 'reopened', case: 1, fresh: false },
  { kind: 'reopened', case: 2, fresh: true },
  { kind: 'replyWaived' },
  { kind: 'escalated', text: 'why' },
  { kind: 'returned', text: 'so' },
  { kind: 'tagged', added: ['VIP', '法人'], removed: [] },
  { kind: 'tagged', added: [], removed: ['新規'] },
  { kind: 'tagged', added: ['VIP'], removed: ['新規'] },
  { kind: 'contactEdited', fields: ['name', 'phone'] },
]
const told = {
  name: 'N',
  agent: (id: string) => `agent ${id}`,
  team: (id: string) => `team ${id}`,
  when: String,
  list: (names: string[]) => names.join(' + '),
  field: (name: string) => `field ${name}`,
}

test('everything agents and rules do has words in every language, with all their holes filled', () => {
  for (const body of BODIES) {
    const { key, values } = sentenceOf(body, told)
    for (const words of [en, ja, th, zh]) {
      const text = at(words.said, key)
      expect([key, typeof text]).toEqual([key, 'string'])
      for (const [hole] of String(text).matchAll(/(?<=\{)\w+(?=\})/g))
        expect([key, values]).toEqual([key, { ...values, [hole]: values[hole] ?? 'missing' }])
    }
  }
})

test('tags are told by name, fields of a person by what they are called, in every language', () => {
  expect(sentenceOf({ kind: 'tagged', added: ['VIP', '法人'], removed: ['新規'] }, told)).toEqual({
    key: 'tagsChanged',
    values: { name: 'N', added: 'VIP + 法人', removed: '新規' },
    text: null,
  })
  expect(sentenceOf({ kind: 'tagged', added: [], removed: ['新規'] }, told)).toMatchObject({
    key: 'tagsRemoved',
    values: { removed: '新規', n: 1 },
  })
  expect(sentenceOf({ kind: 'contactEdited', fields: ['name', 'phone'] }, told).values).toEqual({
    name: 'N',
    fields: 'field name + field phone',
  })
  for (const words of [en, ja, th, zh]) expect(Object.keys(words.field)).toEqual(OWN_FIELDS)
})

test('a person’s words belong to what they did', () => {
  expect(sentenceOf({ kind: 'escalated', text: 'why' }, told).text).toBe('why')
  expect(sentenceOf({ kind: 'assigned', assignee: 'a', team: null, how: 'given' }, told)).toEqual({
    key: 'givenAgent',
    values: { name: 'N', to: 'agent a' },
    text: null,
  })
})

test('every refusal is a sentence in every language, and names the colleague where it is one', () => {
  for (const code of [...REFUSALS, 'tomorrow'] as (typeof REFUSALS)[number][])
    for (const more of [{}, { why: 'mika' }, { field: 'until', limit: 3 }])
      refusedWords(
        { ok: false, code, ...more },
        () => 'Mika',
        (key) => {
          for (const words of [{ desk: en }, { desk: ja }])
            expect([key, typeof at(words, key)]).toEqual([key, 'string'])
          return key
        },
      )
  const say = (key: string, values?: object) => `${key} ${JSON.stringify(values)}`
  expect(refusedWords({ ok: false, code: 'locked', why: 'mika' }, () => 'Mika', say)).toBe(
    'desk.refused.locked {"name":"Mika"}',
  )
})
