import { expect, test } from 'vitest'
import { saidInBody, saidInObjects } from './said.ts'

test('the words of a message are those a person reads in it', () => {
  expect(saidInBody({ kind: 'text', text: 'はい' })).toEqual({ kinds: ['text'], text: 'はい' })
  expect(saidInBody({ kind: 'location', title: '店', address: '港区' }).text).toBe('店\n港区')
  expect(saidInBody({ kind: 'file', name: '見積.pdf' }).kinds).toEqual(['file'])
  expect(saidInBody({ kind: 'note', text: 'メモ', mentions: [], files: [] }).kinds).toEqual(['note'])
  const pdf = { address: 'https://a', name: '見積書.pdf', type: 'application/pdf', size: 1 }
  const note = (text: string) => saidInBody({ kind: 'note', text, mentions: [], files: [pdf] })
  expect(note('確認済み')).toEqual({ kinds: ['note', 'file'], text: '確認済み\n見積書.pdf' })
  expect(note(' ')).toEqual({ kinds: ['note', 'file'], text: '見積書.pdf' })
  for (const kind of ['unsent', 'deleted', 'undisplayable', 'image', 'audio', 'sticker'] as const)
    expect(saidInBody({ kind } as never)).toEqual({ kinds: [], text: '' })
})

test('of what we send each object says its own, and what is no object says nothing', () => {
  const said = saidInObjects([
    { type: 'text', text: 'こんにちは' },
    { type: 'textV2', text: 'Hi {who}', substitution: { who: { type: 'mention', mentionee: { type: 'all' } } } },
    { type: 'imagemap', altText: 'ご案内', contents: {} },
    { type: 'location', title: '本店', address: '港区芝' },
    { type: 'image', originalContentUrl: 'https://x' },
    null,
    'x',
    { type: 'text', text: 5 },
  ])
  expect(said).toEqual({ kinds: ['text', 'card', 'location'], text: 'こんにちは\nHi @All\nご案内\n本店\n港区芝' })
  for (const odd of [undefined, null, 'x', {}]) expect(saidInObjects(odd).text).toBe('')
})

test('a template is found by its titles and texts, each once, and a flex by every text in its boxes', () => {
  const columns = [
    { title: '春', text: '桜餅', actions: [{ type: 'message', label: '買う', text: '買います' }] },
    { title: '夏', text: '水羊羹' },
  ]
  expect(
    saidInObjects([{ type: 'template', altText: '季節の菓子', template: { type: 'carousel', columns } }]).text,
  ).toBe('季節の菓子\n春\n桜餅\n夏\n水羊羹')
  const body = {
    type: 'box',
    contents: [
      { type: 'text', text: '請求書' },
      { type: 'box', contents: [{ type: 'text', text: '三千円' }] },
    ],
  }
  const footer = { type: 'box', contents: [{ type: 'button', action: { type: 'uri', label: '払う' } }] }
  expect(saidInObjects([{ type: 'flex', altText: '請求書', contents: { type: 'bubble', body, footer } }]).text).toBe(
    '請求書\n三千円',
  )
})

test('boxes without end end', () => {
  let deep: object = { text: 'too deep' }
  for (let i = 0; i < 100; i += 1) deep = { contents: deep }
  expect(saidInObjects([{ type: 'flex', altText: 'a', contents: deep }]).text).toBe('a')
})
