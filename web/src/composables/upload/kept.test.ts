import { validateMessages } from '@madoguchi/contracts/line/validate'
import { expect, test } from 'vitest'
import { pathsOf, readKept } from './kept.ts'
import { messageOf, type Uploaded } from './message.ts'

const token = '0123456789abcdef0123456789abcdef01234567'
const url = `https://desk.example/m/${token}`
const uploaded = (kind: Uploaded['kind'], more: Partial<Uploaded> = {}): Uploaded => ({
  kind,
  name: '見積書.pdf',
  url,
  previewUrl: null,
  duration: null,
  width: null,
  height: null,
  ...more,
})
const ALL = [
  uploaded('image', { previewUrl: `${url}/preview` }),
  uploaded('video', { previewUrl: `${url}/preview`, duration: 5_000 }),
  uploaded('audio', { duration: 1_234.6 }),
  uploaded('file'),
  uploaded('file', { name: '' }),
]

test('whatever was uploaded becomes a message that LINE takes', () => {
  const messages = ALL.map(messageOf)
  expect(messages.map(({ type }) => type)).toEqual(['image', 'video', 'audio', 'text', 'text'])
  expect(validateMessages(messages, 'user')).toEqual([])
  expect(messages[2]).toMatchObject({ duration: 1_235 })
  expect(messages[3]).toMatchObject({ text: `見積書.pdf\n${url}` })
})

test('what was kept is read back the same, and nothing that is not of that form', () => {
  const kept = ALL.map((one, i) => ({
    key: String(i),
    name: one.name,
    kind: one.kind,
    size: 7,
    message: messageOf(one),
  }))
  expect(readKept(JSON.parse(JSON.stringify(kept)))).toEqual(kept)
  expect(readKept([{ ...kept[0], state: 'evil', onclick: 'x' }])).toEqual([kept[0]])
  for (const odd of [
    null,
    7,
    'x',
    {},
    [null],
    [[]],
    [{ ...kept[0], kind: 'constructor' }],
    [{ ...kept[0], message: null }],
  ])
    expect(readKept(odd)).toEqual([])
  for (const message of [
    { type: 'image' },
    { type: 'audio', originalContentUrl: url },
    { type: 'flex' },
    { type: 'text', text: 7 },
  ])
    expect(readKept([{ ...kept[0], message }])).toEqual([])
  expect(readKept(Array(1_000).fill(kept[0])).length).toBeLessThan(100)
})

test('paths on this console are found in an address of ours alone', () => {
  expect(pathsOf(messageOf(ALL[0]!))).toEqual({ content: `/m/${token}`, preview: `/m/${token}/preview` })
  expect(pathsOf(messageOf(ALL[3]!))).toEqual({ content: `/m/${token}`, preview: null })
  for (const foreign of ['https://x.example/a.jpg', `${url}0`, `${url}/1040/x`, 'javascript:alert(1)'])
    expect(pathsOf({ type: 'image', originalContentUrl: foreign, previewImageUrl: foreign })).toEqual({
      content: null,
      preview: null,
    })
})
