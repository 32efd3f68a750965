// What cannot be projected stands for itself, and says nothing that was taken back.
import { expect, test } from 'vitest'
import { at, fact, folded, line, queued, text } from '../commit/build.fixture.ts'
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

test('what stands already keeps its place: a schedule that is asked for, a message that comes a second time', () => {
  const messages = [{ type: 'text', text: 'later' }]
  const data = { message: 'poison M', messages, notificationDisabled: false, due: at(9), holdIfWrites: false }
  const planned = fact('message.scheduled', data, { id: 'S', at: at(1) })
  const asked = queued('poison M', 'later', { cause: 'S', at: at(9) })
  const placeOf = (events: Parameters<typeof folded>[0]) => folded(events, 5, poison).messages.map(({ place }) => place)
  expect(placeOf([planned, line({ type: 'beacon' }), asked])[0]).toBe(0)
  expect(placeOf([said('poison 1'), line({ type: 'beacon' }), said('poison 2')])[0]).toBe(0)
})
