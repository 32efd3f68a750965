import { expect, test } from 'vitest'
import type { Body } from '@madoguchi/contracts/row/message'
import en from '../../locales/en/inbox.ts'
import enMessage from '../../locales/en/message.ts'
import ja from '../../locales/ja/inbox.ts'
import jaMessage from '../../locales/ja/message.ts'
import { pillWords } from './pillWords.ts'
import { PREVIEWED, previewText, speakerOf } from './previewText.ts'
import { rowSentence } from './rowSentence.ts'
import type { Say } from '../say.ts'

const say: Say = (key, values) => (values === undefined ? key : `${key} ${JSON.stringify(values)}`)
const at = (words: object, key: string): unknown =>
  key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], words)

test('every kind of message and pill has words in every language', () => {
  for (const kind of Object.keys(PREVIEWED)) {
    for (const text of [undefined, 'x']) {
      for (const n of [undefined, 2]) {
        previewText({ kind, ...(text && { text }), ...(n && { n }) }, (key) => {
          for (const words of [en, ja]) expect([key, typeof at({ inbox: words }, key)]).toEqual([key, 'string'])
          return key
        })
      }
    }
  }
})

test('text shows its first line, an empty one says so, a file and a place their names', () => {
  expect(previewText({ kind: 'text', text: '\n hello\nworld' }, say)).toBe('hello')
  expect(previewText({ kind: 'text', text: '' }, say)).toBe('inbox.preview.empty')
  expect(previewText({ kind: 'file', text: 'menu.pdf' }, say)).toBe('menu.pdf')
  expect(previewText({ kind: 'location' }, say)).toBe('inbox.preview.location')
  expect(previewText({ kind: 'audio', n: 62_000 }, say)).toContain('1:02')
  expect(previewText({ kind: 'follow', text: 'unblocked' }, say)).toBe('inbox.preview.followAgain')
})

test('a kind of tomorrow shows its name, never a blank', () => {
  expect(previewText({ kind: 'hologram' }, say)).toBe('inbox.preview.eventNamed {"text":"hologram"}')
  expect(previewText({ kind: 'constructor' }, say)).toContain('constructor')
})

test('who spoke is told of us and in groups, never of the one customer', () => {
  const names = { me: 'a', agent: () => 'Mika', member: (id: string | null) => (id === 'U' ? 'Ito' : null) }
  const by = { kind: 'contact' as const, userId: 'U' }
  expect(speakerOf({ kind: 'user', by: { kind: 'agent', id: 'a' }, direction: 'outbound' }, names, say)).toBe(
    'inbox.you',
  )
  expect(speakerOf({ kind: 'user', by: { kind: 'agent', id: 'b' }, direction: 'outbound' }, names, say)).toBe('Mika')
  expect(speakerOf({ kind: 'user', by, direction: 'inbound' }, names, say)).toBeNull()
  expect(speakerOf({ kind: 'group', by, direction: 'inbound' }, names, say)).toBe('Ito')
  expect(speakerOf({ kind: 'group', by, direction: 'system' }, names, say)).toBeNull()
})

const BODIES: Body[] = [
  { kind: 'unsent' },
  { kind: 'follow', unblocked: true },
  { kind: 'follow', unblocked: false },
  { kind: 'unfollow' },
  { kind: 'join' },
  { kind: 'leave' },
  { kind: 'memberJoined', userIds: ['U'], count: 1 },
  { kind: 'memberLeft', userIds: [], count: 3 },
  { kind: 'postback', data: 'x', params: { datetime: '2026-11-29T10:00' } },
  { kind: 'postback', params: { newRichMenuAliasId: 'm', status: 'SUCCESS' } },
  { kind: 'postback' },
  { kind: 'videoPlayComplete', trackingId: 't' },
  ...['enter', 'banner', 'stay', 'tomorrow'].map((type): Body => ({ kind: 'beacon', type, hwid: 'h', dm: 'd' })),
  { kind: 'accountLink', result: 'ok' },
  { kind: 'accountLink', result: 'failed' },
  ...['joined', 'left', 'renewed', 'tomorrow'].map((type): Body => ({ kind: 'membership', type, membershipId: 1 })),
  ...['attached', 'detached', 'tomorrow'].map((type): Body => ({ kind: 'module', type })),
  { kind: 'activated' },
  { kind: 'deactivated' },
  { kind: 'botSuspended' },
  { kind: 'botResumed' },
  { kind: 'delivery' },
  { kind: 'event', type: 'x' },
  { kind: 'undisplayable' },
]

test('every pill, and every detail we name, has words in every language', () => {
  for (const body of BODIES) {
    for (const times of [1, 3]) {
      const { key, details } = pillWords(body, { name: 'N', people: () => 'P', times })
      for (const words of [enMessage, jaMessage]) {
        expect([key, typeof at(words.pill, key)]).toEqual([key, 'string'])
        for (const { label } of details) expect([label, typeof at(words.pill.detail, label)]).toEqual([label, 'string'])
      }
    }
  }
})

test('a chosen date stands as chosen, a switched menu tells its outcome', () => {
  const told = { name: 'N', people: () => '', times: 1 }
  expect(pillWords(BODIES[8]!, told)).toMatchObject({
    key: 'postbackChosen',
    values: { chosen: '2026-11-29 10:00' },
    details: [{ label: 'data', value: 'x' }],
  })
  expect(pillWords(BODIES[9]!, told).details).toEqual([
    { label: 'menu', value: 'm' },
    { label: 'outcome', value: 'SUCCESS' },
  ])
})

test('folded beacons say how many', () => {
  const stay: Body = { kind: 'beacon', type: 'stay' }
  expect(pillWords(stay, { name: 'N', people: () => '', times: 4 })).toMatchObject({
    key: 'beaconStayTimes',
    values: { n: 4 },
  })
})

test('one sentence holds the whole row', () => {
  const row = {
    name: 'Sakura',
    group: true,
    blocked: false,
    unread: '49+',
    troubled: 1,
    preview: 'Hello',
    time: '14:32',
    present: [{ name: 'Mika', state: 'typing' as const }],
  }
  const sentence = rowSentence(row, (key) => (key === 'inbox.comma' ? '; ' : key))
  expect(sentence).toBe('Sakura; inbox.mark.group; inbox.unread; inbox.mark.troubled; Hello; 14:32; presence.typing')
  expect(
    rowSentence({ ...row, group: false, unread: null, troubled: 0, preview: null, time: null, present: [] }, say),
  ).toBe('Sakura')
})
