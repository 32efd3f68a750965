import { expect, test } from 'vitest'
import { PICTURE } from '@madoguchi/contracts/row/body/sentText'
import type { Body } from '@madoguchi/contracts/row/message'
import en from '../../locales/en/inbox.ts'
import enContact from '../../locales/en/contact.ts'
import enMessage from '../../locales/en/message.ts'
import enSent from '../../locales/en/messageSent.ts'
import ja from '../../locales/ja/inbox.ts'
import jaContact from '../../locales/ja/contact.ts'
import jaMessage from '../../locales/ja/message.ts'
import jaSent from '../../locales/ja/messageSent.ts'
import { pillWords } from './pillWords.ts'
import { PREVIEWED, previewText, speakerOf } from './previewText.ts'
import { rowSentence } from './rowSentence.ts'
import type { Say } from '../say.ts'

const say: Say = (key, values) => (values === undefined ? key : `${key} ${JSON.stringify(values)}`)
const LANGUAGES = [
  { inbox: en, messageSent: enSent, contact: enContact },
  { inbox: ja, messageSent: jaSent, contact: jaContact },
]
const at = (words: object, key: string): unknown =>
  key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], words)

test('every kind of message and pill has words in every language', () => {
  for (const kind of Object.keys(PREVIEWED)) {
    for (const text of [undefined, 'x', `@${PICTURE} ${PICTURE}`]) {
      for (const n of [undefined, 2]) {
        previewText({ kind, ...(text && { text }), ...(n && { n }) }, (key) => {
          for (const words of LANGUAGES) expect([key, typeof at(words, key)]).toEqual([key, 'string'])
          return key
        })
      }
    }
  }
})

test('text shows its first line, an empty one says so, a file and a place their names', () => {
  expect(previewText({ kind: 'text', text: '\n hello\nworld' }, say)).toBe('hello')
  expect(previewText({ kind: 'text', text: '' }, say)).toBe('inbox.preview.empty')
  expect(previewText({ kind: 'file', text: 'evil\u202egnp.html' }, say)).toBe('evilgnp.html')
  expect(previewText({ kind: 'file', text: 'menu.pdf' }, say)).toBe('menu.pdf')
  expect(previewText({ kind: 'location' }, say)).toBe('inbox.preview.location')
  expect(previewText({ kind: 'audio', n: 62_000 }, say)).toContain('1:02')
  expect(previewText({ kind: 'follow', text: 'unblocked' }, say)).toBe('inbox.preview.followAgain')
})

test('what we send is its own text, its alternative text, or its kind', () => {
  for (const kind of ['imagemap', 'template', 'flex']) {
    expect(previewText({ kind, text: 'Menu' }, say)).toBe('Menu')
    expect(previewText({ kind }, say)).toBe(`messageSent.kind.${kind}`)
  }
  expect(previewText({ kind: 'coupon' }, say)).toBe('messageSent.kind.coupon')
  expect(previewText({ kind: 'image', n: 3 }, say)).toBe('inbox.preview.image {"n":3}')
  expect(previewText({ kind: 'text', text: `Hi @${PICTURE} ${PICTURE}` }, say)).toBe(
    'Hi @contact.member messageSent.emoji',
  )
})

test('a kind of tomorrow shows its name, never a blank', () => {
  expect(previewText({ kind: 'hologram' }, say)).toBe('inbox.preview.eventNamed {"text":"hologram"}')
  expect(previewText({ kind: 'constructor' }, say)).toContain('constructor')
})

test('who spoke is told of us and in groups, never of the one customer', () => {
  const names = { me: 'a', agent: () => 'Mika' }
  const by = { kind: 'contact' as const, userId: 'U' }
  expect(speakerOf({ by: { kind: 'agent', id: 'a' }, direction: 'outbound' }, names, say)).toBe('inbox.you')
  expect(speakerOf({ by: { kind: 'agent', id: 'b' }, direction: 'outbound' }, names, say)).toBe('Mika')
  expect(speakerOf({ by, direction: 'inbound' }, names, say)).toBeNull()
  expect(speakerOf({ by, direction: 'inbound', name: 'Ito' }, names, say)).toBe('Ito')
  expect(speakerOf({ by, direction: 'inbound', name: '\u202e \n' }, names, say)).toBeNull()
  expect(speakerOf({ by, direction: 'inbound', name: 'a\u202eb\nc' }, names, say)).toBe('ab')
  expect(speakerOf({ by, direction: 'system', name: 'Ito' }, names, say)).toBeNull()
})

const TOLD = { name: 'N', people: () => 'P', times: 1, when: (at: number) => `at ${at}`, pressed: () => null }

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
  { kind: 'activated', expireAt: 7 },
  { kind: 'deactivated' },
  { kind: 'botSuspended' },
  { kind: 'botResumed' },
  { kind: 'delivery' },
  { kind: 'event', type: 'x' },
  { kind: 'undisplayable' },
]

test('every pill, and every detail we name, has words in every language', () => {
  for (const body of BODIES) {
    for (const more of [{ times: 1 }, { times: 3 }, { pressed: () => 'Buy' }]) {
      const { key, details } = pillWords(body, { ...TOLD, ...more })
      for (const words of [enMessage, jaMessage]) {
        expect([key, typeof at(words.pill, key)]).toEqual([key, 'string'])
        for (const { label } of details) expect([label, typeof at(words.pill.detail, label)]).toEqual([label, 'string'])
      }
    }
  }
})

test('a chosen date stands as chosen, a switched menu tells its outcome', () => {
  expect(pillWords(BODIES[8]!, TOLD)).toMatchObject({
    key: 'postbackChosen',
    values: { chosen: '2026-11-29 10:00' },
    details: [{ label: 'data', value: 'x' }],
  })
  expect(pillWords(BODIES[9]!, TOLD).details).toEqual([
    { label: 'menu', value: 'm' },
    { label: 'outcome', value: 'SUCCESS' },
  ])
})

test('a button pressed is told by the words on it, where they are known', () => {
  const told = { ...TOLD, pressed: (data: string) => (data === 'x' ? 'Buy' : null) }
  const press: Body = { kind: 'postback', data: 'x' }
  expect(pillWords(press, told)).toMatchObject({ key: 'postbackNamed', values: { button: 'Buy' } })
  expect(pillWords({ ...press, data: 'y' }, told)).toMatchObject({ key: 'postback', values: { name: 'N' } })
  expect(pillWords(BODIES[8]!, told).details).toEqual([
    { label: 'button', value: 'Buy' },
    { label: 'data', value: 'x' },
  ])
  expect(pillWords({ kind: 'activated', expireAt: 7 }, TOLD).details).toEqual([{ label: 'until', value: 'at 7' }])
})

test('folded beacons say how many', () => {
  const stay: Body = { kind: 'beacon', type: 'stay' }
  expect(pillWords(stay, { ...TOLD, times: 4 })).toMatchObject({
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
