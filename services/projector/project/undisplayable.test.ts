// What cannot be projected stands for itself, and says nothing that was taken back.
import { expect, test } from 'vitest'
import { at, folded, line, text } from '../commit/build.fixture.ts'
import { project } from './project.ts'
import type { Project } from '../commit/fold.ts'

const poison: Project = (placed, held) => {
  if (placed.event.id.startsWith('poison')) throw new Error('poison')
  return project(placed, held)
}
const said = (id: string) =>
  text('word', { webhookEventId: id, timestamp: at(1), message: { id: '9', type: 'text', quoteToken: 'quote' } })
const unsend = line({ type: 'unsend', webhookEventId: 'u', timestamp: at(2), unsend: { messageId: '9' } })
const messagesOf = (events: Parameters<typeof folded>[0]) =>
  folded(events, 5, poison).messages.map(({ body, quoteToken, countable }) => ({
    kind: body.kind,
    quoteToken,
    countable,
  }))

test('a message is there as one that could not be displayed, counts, and keeps none of its content', () => {
  expect(messagesOf([said('poison 1')])).toEqual([{ kind: 'undisplayable', quoteToken: undefined, countable: true }])
})

test('a copy of a message that stands already, or was taken back, changes nothing', () => {
  expect(messagesOf([said('a'), said('poison 1')])).toEqual([{ kind: 'text', quoteToken: 'quote', countable: true }])
  const gone = [{ kind: 'unsent', quoteToken: undefined, countable: false }]
  expect(messagesOf([said('a'), unsend, said('poison 1')])).toEqual(gone)
  expect(messagesOf([unsend, said('poison 1')])).toEqual(gone)
})
