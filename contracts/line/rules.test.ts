// What fields must be to each other, and to where the message goes.
import { describe, expect, test } from 'vitest'
import { validateMessages, type Where } from './validate.ts'

const problemsOf = (message: unknown, where?: Where) =>
  validateMessages([message], where).map(({ field, code, limit }) =>
    [field.replace(/^messages\[0\]\.?/, ''), code, ...(limit === undefined ? [] : [limit])].join(' '),
  )
const many = <T>(n: number, one: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => one(i))

describe('text', () => {
  const emoji = (index: number) => ({ index, productId: 'p', emojiId: 'e' })

  test('an emoji stands on a $, counted in UTF-16 units', () => {
    expect(problemsOf({ type: 'text', text: '🍎$', emojis: [emoji(2)] })).toEqual([])
    expect(problemsOf({ type: 'text', text: '🍎$', emojis: [emoji(1), emoji(3), emoji(2 ** 40)] })).toEqual([
      'emojis[0].index misplaced',
      'emojis[1].index misplaced',
      'emojis[2].index misplaced',
    ])
  })

  const v2 = (text: string, substitution?: unknown, where?: Where) =>
    problemsOf({ type: 'textV2', text, ...(substitution === undefined ? {} : { substitution }) }, where)
  const face = { type: 'emoji', productId: 'p', emojiId: 'e' }
  const ada = { type: 'mention', mentionee: { type: 'user', userId: 'U1' } }

  test('braces come in pairs or doubled, and every key has its substitute', () => {
    for (const fine of ['no braces', '{{a}}', '{{', '}}', '{a}', '{{{a}}}', '{a}{a}', 'a}}{{b{a}', '{{}}'])
      expect([fine, v2(fine, { a: face })]).toEqual([fine, []])
    for (const odd of ['{', '}', '{a', 'a}', '{}', '{a b}', '{{a}', '{あ}', `{${'k'.repeat(21)}}`])
      expect([odd, v2(odd, { a: face })]).toEqual([odd, ['text malformed']])
    expect(v2('{a} {b}', { a: face })).toEqual(['substitution.b empty'])
    expect(v2('{a}')).toEqual(['substitution.a empty'])
  })

  test('keys are twenty letters, digits and underscores, also those that objects are born with', () => {
    expect(v2(`{${'k'.repeat(20)}}`, { ['k'.repeat(20)]: face })).toEqual([])
    expect(v2('x', { ['k'.repeat(21)]: face, 'a-b': face, '': face })).toEqual([
      `substitution.${'k'.repeat(21)} malformed`,
      'substitution.a-b malformed',
      'substitution. malformed',
    ])
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(v2(`{${name}}`, {})).toEqual([`substitution.${name} empty`])
      expect(v2(`{${name}}`, JSON.parse(`{"${name}":${JSON.stringify(face)}}`))).toEqual([])
    }
  })

  test('at most 20 of each kind are said, wherever they stand, and at most 100 substitutes', () => {
    const keys = (n: number) => Object.fromEntries(many(n, (i) => [`k${i}`, face]))
    expect(v2('x', keys(20))).toEqual([])
    expect(v2('x', keys(21))).toEqual(['substitution too_many 20'])
    expect(v2('{a}'.repeat(20), { a: face })).toEqual([])
    expect(v2('{a}'.repeat(21), { a: face })).toEqual(['substitution too_many 20'])
    expect(v2('x', keys(101))).toEqual(['substitution too_many 100', 'substitution too_many 20'])
  })

  test('a mention needs a group or a room', () => {
    expect(v2('{a}', { a: ada }, 'group')).toEqual([])
    expect(v2('{a}', { a: ada }, 'room')).toEqual([])
    expect(v2('{a}', { a: ada })).toEqual([])
    expect(v2('{a}', { a: ada }, 'user')).toEqual(['substitution.a not_allowed'])
    expect(v2('{a}', { a: { type: 'mention', mentionee: { type: 'all' } } }, 'group')).toEqual([])
  })
})

describe('media', () => {
  test('only the stickers LINE lists may be sent', () => {
    const sticker = (packageId: string, stickerId: string) => problemsOf({ type: 'sticker', packageId, stickerId })
    expect(sticker('446', '1988')).toEqual([])
    expect(sticker('11539', '52114149')).toEqual([])
    for (const id of ['1987', '2028', '01988', '1988.5', '1e3', ' 1988', '0x7c4'])
      expect([id, sticker('446', id)]).toEqual([id, ['stickerId not_allowed']])
    for (const pack of ['1', '0446', '__proto__', 'toString'])
      expect(sticker(pack, '1988')).toEqual(['packageId not_allowed'])
  })

  test('a tracking id is for one person', () => {
    const video = {
      type: 'video',
      originalContentUrl: 'https://x.example/v',
      previewImageUrl: 'https://x.example/p',
      trackingId: 't',
    }
    expect(problemsOf(video)).toEqual([])
    expect(problemsOf(video, 'user')).toEqual([])
    for (const where of ['group', 'room'] as const) expect(problemsOf(video, where)).toEqual(['trackingId not_allowed'])
  })

  test('a sender may not be called LINE; a word that holds those letters is another word', () => {
    const named = (name: string) => problemsOf({ type: 'text', text: 'x', sender: { name } })
    for (const name of ['LINE', 'line', 'LINE公式', 'The Line', 'LINE-2'])
      expect(named(name)).toEqual(['sender.name not_allowed'])
    for (const name of ['Online shop', 'Caroline', 'Linen', '窓口']) expect(named(name)).toEqual([])
  })

  test('addresses are whole, encoded and of the right scheme', () => {
    const link = (uri: string) =>
      problemsOf({
        type: 'text',
        text: 'x',
        quickReply: { items: [{ type: 'action', action: { type: 'uri', label: 'x', uri } }] },
      })
    for (const fine of [
      'http://x.example',
      'HTTPS://X.example/%E3%81%82?a=b#c',
      'line://ti/p/@x',
      'tel:+81-3-1234-5678',
    ])
      expect([fine, link(fine)]).toEqual([fine, []])
    const at = 'quickReply.items[0].action.uri'
    for (const [uri, code] of [
      ['javascript:alert(1)', 'not_allowed'],
      ['mailto:a@x.example', 'not_allowed'],
      ['//x.example', 'malformed'],
      ['https:x.example', 'malformed'],
      ['https://', 'malformed'],
      ['x.example', 'malformed'],
      ['https://x.example/あ', 'not_encoded'],
      ['https://x.example/%zz', 'not_encoded'],
      ['https://x.example/\n', 'not_encoded'],
    ])
      expect([uri, link(uri!)]).toEqual([uri, [`${at} ${code}`]])
  })

  test('plain http of this machine passes where https is asked for, as a trial’s uploads lie there; no other does', () => {
    const seen = (originalContentUrl: string) => problemsOf({ type: 'audio', originalContentUrl, duration: 1 })
    for (const fine of [
      'http://127.0.0.1:3000/m/1',
      'http://127.8.9.1/a',
      'http://localhost:3000/a',
      'HTTP://LOCALHOST/a',
      'http://[::1]:3000/a',
    ])
      expect([fine, seen(fine)]).toEqual([fine, []])
    for (const foreign of [
      'http://x.example/',
      'http://127.0.0.1.x.example/',
      'http://localhost.x.example/',
      'http://localhost@x.example/',
      'http://x.example/127.0.0.1',
      'http:127.0.0.1',
      'http://10.0.0.1/',
      'http://[::2]/',
      'ftp://127.0.0.1/',
    ])
      expect([foreign, seen(foreign)]).toEqual([foreign, ['originalContentUrl not_https']])
    expect(seen('http://127.0.0.1/あ')).toEqual(['originalContentUrl not_encoded'])
  })
})

describe('actions', () => {
  const reply = (action: object) =>
    problemsOf({
      type: 'text',
      text: 'x',
      quickReply: { items: [{ type: 'action', action: { label: 'x', ...action } }] },
    }).map((one) => one.replace('quickReply.items[0].action.', ''))

  test('a postback shows one text, and fills in only what opens', () => {
    const postback = { type: 'postback', data: 'd' }
    expect(reply({ ...postback, displayText: 'a' })).toEqual([])
    expect(reply({ ...postback, text: 'a' })).toEqual([])
    expect(reply({ ...postback, displayText: 'a', text: 'a' })).toEqual(['text not_allowed'])
    expect(reply({ ...postback, inputOption: 'openKeyboard', fillInText: 'a' })).toEqual([])
    expect(reply({ ...postback, inputOption: 'openVoice', fillInText: 'a' })).toEqual(['fillInText not_allowed'])
    expect(reply({ ...postback, fillInText: 'a' })).toEqual(['fillInText not_allowed'])
  })

  test('camera, camera roll and location stand in quick replies only, a rich menu’s switch nowhere', () => {
    const confirm = (type: string) =>
      problemsOf({
        type: 'template',
        altText: 'x',
        template: {
          type: 'confirm',
          text: 'x',
          actions: [
            { type, label: 'x' },
            { type: 'message', label: 'x', text: 'x' },
          ],
        },
      })
    for (const type of ['camera', 'cameraRoll', 'location']) {
      expect(reply({ type })).toEqual([])
      expect(confirm(type)).toEqual(['template.actions[0].type not_allowed'])
    }
    expect(reply({ type: 'richmenuswitch', richMenuAliasId: 'a', data: 'd' })).toEqual(['type not_allowed'])
    expect(confirm('richmenuswitch')).toEqual(['template.actions[0].type not_allowed'])
  })

  test('another address for computers is a matter of flex', () => {
    const uri = { type: 'uri', label: 'x', uri: 'https://x.example', altUri: { desktop: 'https://y.example' } }
    expect(reply(uri)).toEqual(['altUri not_allowed'])
    const body = { type: 'box', layout: 'vertical', contents: [{ type: 'button', action: uri }] }
    expect(problemsOf({ type: 'flex', altText: 'x', contents: { type: 'bubble', body } })).toEqual([])
  })

  test('a picker’s days exist, lie in 1900 … 2100, and end after they begin', () => {
    const picker = (mode: string, more: object) => reply({ type: 'datetimepicker', data: 'd', mode, ...more })
    expect(picker('date', { min: '1900-01-01', initial: '2024-02-29', max: '2100-12-31' })).toEqual([])
    expect(
      picker('datetime', { min: '1900-01-01T00:00', initial: '2026-08-01t09:05', max: '2100-12-31T23:59' }),
    ).toEqual([])
    expect(picker('time', { min: '00:00', max: '23:59' })).toEqual([])
    expect(picker('date', { initial: '1899-12-31' })).toEqual(['initial out_of_range 1900'])
    expect(picker('date', { initial: '2101-01-01' })).toEqual(['initial out_of_range 2100'])
    for (const day of ['2023-02-29', '2024-13-01', '2024-00-10', '2024-04-31', '24-01-01', '2024-01-01T00:00'])
      expect([day, picker('date', { initial: day })]).toEqual([day, ['initial malformed']])
    for (const time of ['24:00', '9:05', '09:60', '09:05:00'])
      expect([time, picker('time', { initial: time })]).toEqual([time, ['initial malformed']])
    expect(picker('datetime', { initial: '2026-08-01 09:05' })).toEqual(['initial malformed'])
    expect(picker('date', { min: '2026-08-02', max: '2026-08-02' })).toEqual(['max out_of_range'])
    expect(picker('datetime', { min: '2026-08-02T09:00', max: '2026-08-02t08:59' })).toEqual(['max out_of_range'])
  })
})

describe('templates and imagemaps', () => {
  const uri = { type: 'uri', label: 'x', uri: 'https://x.example' }
  const carousel = (...columns: object[]) =>
    problemsOf({ type: 'template', altText: 'x', template: { type: 'carousel', columns } })

  test('columns have as many actions as the first, and pictures and titles all or none', () => {
    const plain = { text: 'x', actions: [uri] }
    const full = { ...plain, title: 't', thumbnailImageUrl: 'https://x.example/p' }
    expect(carousel(plain, plain)).toEqual([])
    expect(carousel(full, full)).toEqual([])
    expect(carousel(plain, { ...plain, actions: [uri, uri] }, full)).toEqual([
      'template.columns[1].actions uneven 1',
      'template.columns[2].thumbnailImageUrl uneven',
      'template.columns[2].title uneven',
    ])
    expect(carousel(full, { ...full, title: undefined })).toEqual(['template.columns[1].title uneven'])
  })

  const imagemap = (area: object, video?: object) =>
    problemsOf({
      type: 'imagemap',
      baseUrl: 'https://x.example/i',
      altText: 'x',
      baseSize: { width: 1040, height: 600 },
      actions: [{ type: 'message', text: 'x', area }],
      ...(video && { video }),
    })

  test('areas lie inside the picture', () => {
    expect(imagemap({ x: 0, y: 0, width: 1040, height: 600 })).toEqual([])
    expect(imagemap({ x: 1039, y: 599, width: 1, height: 1 })).toEqual([])
    expect(imagemap({ x: 1, y: 1, width: 1040, height: 600 })).toEqual([
      'actions[0].area.width out_of_range 1039',
      'actions[0].area.height out_of_range 599',
    ])
    expect(imagemap({ x: 1040, y: 600, width: 1, height: 1 })).toEqual([
      'actions[0].area.x out_of_range 1039',
      'actions[0].area.y out_of_range 599',
    ])
    const video = { originalContentUrl: 'https://x.example/v', previewImageUrl: 'https://x.example/p' }
    const area = { x: 0, y: 0, width: 1, height: 1 }
    expect(imagemap(area, { ...video, area: { ...area, height: 601 } })).toEqual(['video.area.height out_of_range 600'])
  })
})
