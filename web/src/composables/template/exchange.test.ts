import { expect, test } from 'vitest'
import { dryRun, ENTRIES_MAX, written, type Entry } from './exchange.ts'

const text = (words: string) => [{ type: 'text', text: words }]
const known = [
  { id: 't1', channel: 'shop', rev: 4, name: 'Hello', folder: 'f', shortcut: 'hi', messages: text('a') },
  { id: 't2', channel: '*', rev: 9, name: 'Bye', folder: '', shortcut: '', messages: text('b') },
]
const file = (...templates: unknown[]) => JSON.stringify({ format: 'madoguchi.templates', templates })
function entries(...templates: unknown[]): Entry[] {
  const read = dryRun(file(...templates), known)
  return read.is === 'read' ? read.entries : []
}

test('what was written out is the same when it is read again', () => {
  const read = dryRun(written(known), known)
  expect(read).toEqual({
    is: 'read',
    entries: [
      { name: 'Hello', is: 'same', id: 't1' },
      { name: 'Bye', is: 'same', id: 't2' },
    ],
  })
  expect(written(known)).not.toContain('shop')
})

test('an entry is one that stands here by its id, else by folder and name; only what differs would change', () => {
  expect(entries({ id: 't1', name: 'Hi', folder: 'f', shortcut: 'hi', messages: text('a') })).toEqual([
    { name: 'Hi', is: 'changed', id: 't1', rev: 4, channel: 'shop', change: { name: 'Hi' } },
  ])
  expect(entries({ name: 'Bye', messages: text('new') })).toEqual([
    { name: 'Bye', is: 'changed', id: 't2', rev: 9, channel: '*', change: { messages: text('new') } },
  ])
  expect(entries({ name: 'Hello', messages: text('a') })).toMatchObject([
    { is: 'new', template: { name: 'Hello', folder: '', shortcut: '' } },
  ])
})

test('whether it is published, and whose it was, is never taken from a file', () => {
  const [one] = entries({ name: 'x', messages: text('a'), state: 'published', channel: '*', author: 'me' })
  expect(one).toEqual({ name: 'x', is: 'new', template: { name: 'x', folder: '', shortcut: '', messages: text('a') } })
})

test('a broken one is named by its field, and the others are read', () => {
  const why = (one: unknown) => {
    const [entry] = entries(one)
    return entry?.is === 'broken' ? [entry.field, entry.code] : entry?.is
  }
  expect(why(null)).toEqual(['name', 'unreadable'])
  expect(why({ name: ' ', messages: text('a') })).toEqual(['name', 'empty'])
  expect(why({ name: 'n'.repeat(61), messages: text('a') })).toEqual(['name', 'too_long'])
  expect(why({ name: 'n', shortcut: 'a b', messages: text('a') })).toEqual(['shortcut', 'not_allowed'])
  expect(why({ name: 'n', folder: 7, messages: text('a') })).toEqual(['folder', 'unreadable'])
  expect(why({ name: 'n', messages: text('{{who}}') })).toEqual(['messages[0].text', 'variable_unknown'])
  expect(why({ name: 'n', messages: text('x'.repeat(5_001)) })).toEqual(['messages[0].text', 'too_long'])
  expect(why({ name: 'n', messages: 'none' })).toEqual(['messages', 'empty'])
  expect(why({ name: 'n', messages: text('{{contact.name}}') })).toBe('new')
  const twice = { name: 'n', messages: text('a') }
  expect(entries(twice, twice).map(({ is }) => is)).toEqual(['new', 'broken'])
})

test('what is no file of templates is said to be none, and too many are not begun', () => {
  for (const odd of ['', '{', 'null', '[]', '{"templates":[]}', '{"format":"madoguchi.templates","templates":7}'])
    expect(dryRun(odd, known)).toEqual({ is: 'unreadable' })
  expect(dryRun(file(...Array.from({ length: ENTRIES_MAX + 1 }, () => 1)), known)).toEqual({ is: 'tooMany' })
})
