import { expect, test } from 'vitest'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { CHANNEL, at, fact, folded, line, text } from '../../commit/build.fixture.ts'

const KINDS = ['image', 'video', 'audio', 'file'] as const
const sent = (type: string) => line({ type: 'message', message: { id: '7', type, fileName: 'a' } })
const stored = (more: object = {}, id = 'S') =>
  fact(
    'media.stored',
    { message: `${CHANNEL}:7`, type: 'image/png', bytes: 12, sha256: 'x', preview: true, ...more },
    { id },
  )
const lost = (why: string, id = 'L') => fact('media.lost', { message: `${CHANNEL}:7`, why }, { id })
const unsent = line({ type: 'unsend', timestamp: at(9), unsend: { messageId: '7' } })

function bodyAfter(...events: Envelope[]) {
  const { dead, messages } = folded(events)
  expect(dead).toEqual([])
  return messages.find(({ body }) => body.kind !== 'undisplayable')?.body
}
const STORED = { state: 'stored', type: 'image/png', bytes: 12, preview: true }

test.each(KINDS)('of a %s the row says what is kept, or why nothing is', (kind) => {
  expect(bodyAfter(sent(kind))).not.toHaveProperty('media')
  expect(bodyAfter(sent(kind), stored())).toMatchObject({ kind, media: STORED })
  expect(bodyAfter(sent(kind), lost('gone'))).toMatchObject({ kind, media: { state: 'lost', why: 'gone' } })
})

test('what is stored is not lost by a later word, what was lost may still come', () => {
  expect(bodyAfter(sent('image'), stored(), lost('missing'))).toMatchObject({ media: STORED })
  expect(bodyAfter(sent('image'), lost('missing'), stored())).toMatchObject({ media: STORED })
  expect(bodyAfter(sent('image'), stored(), stored({ bytes: 99 }, 'S2'))).toMatchObject({ media: STORED })
})

test('a message that was taken back, says words, or is unknown has no bytes', () => {
  expect(bodyAfter(sent('image'), unsent, stored())).toEqual({ kind: 'unsent' })
  expect(bodyAfter(sent('image'), stored(), unsent)).toEqual({ kind: 'unsent' })
  const words = text('はい', { message: { id: '7' } })
  expect(bodyAfter(words, stored())).toEqual({ kind: 'text', text: 'はい' })
  expect(folded([stored()])).toMatchObject({ dead: [], messages: [] })
})

test('of another conversation’s message nothing is said', () => {
  const foreign = { ...stored(), key: `${CHANNEL}:Uother` }
  const { messages } = folded([sent('image'), foreign])
  expect(messages.map(({ body }) => body)).toEqual([{ kind: 'image' }])
})

test.each([{ type: 7 }, { bytes: 'many' }, { message: null }, { type: undefined }])(
  '%o is no word about bytes',
  (odd) => {
    expect(bodyAfter(sent('image'), stored(odd))).toEqual({ kind: 'image' })
    expect(bodyAfter(sent('image'), lost('bored'))).toEqual({ kind: 'image' })
  },
)
