import { expect, test } from 'vitest'
import { createMarks } from './marks.ts'

const of = (id: string, ...marks: [string, string][]) => ({ [id]: marks.map(([agent, state]) => ({ agent, state })) })

test('an agent is one mark however many tabs it has, with the strongest state, told to the list and the thread when it changes', () => {
  const marks = createMarks()
  const both = (conversations: object) =>
    ['channel:c', 'conversation:c:U1'].map((room) => ({ room, whole: false, conversations }))
  expect(marks.apply({ room: 'c:U1', enter: ['mika/1/viewing'] })).toEqual(both(of('c:U1', ['mika', 'viewing'])))
  expect(marks.apply({ room: 'c:U1', enter: ['mika/2/viewing'] })).toEqual([])
  expect(marks.apply({ room: 'c:U1', enter: ['mika/2/typing'] })).toEqual(both(of('c:U1', ['mika', 'typing'])))
  expect(marks.apply({ room: 'c:U1', enter: ['ken/3/viewing'] })).toEqual(
    both(of('c:U1', ['ken', 'viewing'], ['mika', 'typing'])),
  )
  expect(marks.apply({ room: 'c:U1', leave: ['mika/2/typing', 'mika/2/viewing'] })).toEqual(
    both(of('c:U1', ['ken', 'viewing'], ['mika', 'viewing'])),
  )
  expect(marks.apply({ room: 'c:U1', leave: ['ken/3/viewing', 'mika/1/viewing'] })).toEqual(both(of('c:U1')))
})

test('a room shows its own conversations: a list those of its channel, a thread itself even when nobody is there', () => {
  const marks = createMarks()
  marks.replace(
    new Map([
      ['c:U1', ['mika/1/viewing']],
      ['c:U2', ['ken/2/typing']],
      ['d:U1', ['aoi/3/viewing']],
    ]),
  )
  expect(marks.whole('channel:c')).toEqual({
    room: 'channel:c',
    whole: true,
    conversations: { ...of('c:U1', ['mika', 'viewing']), ...of('c:U2', ['ken', 'typing']) },
  })
  expect(marks.whole('conversation:d:U2')).toEqual({
    room: 'conversation:d:U2',
    whole: true,
    conversations: of('d:U2'),
  })
})

test('reading all anew tells only what differs, so that a lost notice heals and marks vanish when presence is away', () => {
  const marks = createMarks()
  marks.replace(
    new Map([
      ['c:U1', ['mika/1/viewing']],
      ['c:U2', ['ken/2/typing', 'nonsense', 'a/b/eating']],
    ]),
  )
  const frames = marks.replace(
    new Map([
      ['c:U1', ['mika/9/viewing']],
      ['c:U3', ['ken/2/viewing']],
    ]),
  )
  expect(frames.filter(({ room }) => room === 'channel:c').map(({ conversations }) => conversations)).toEqual([
    of('c:U2'),
    of('c:U3', ['ken', 'viewing']),
  ])
  expect(marks.replace(new Map()).filter(({ room }) => room === 'channel:c')).toHaveLength(2)
})

test('a notice that came while all was read is not undone by the older reading', () => {
  const marks = createMarks()
  marks.apply({ room: 'c:U1', enter: ['mika/1/viewing'] })
  const leave = { room: 'c:U1', leave: ['mika/1/viewing'] }
  const enter = { room: 'c:U2', enter: ['mika/1/viewing'] }
  for (const notice of [leave, enter]) marks.apply(notice)
  expect(marks.replace(new Map([['c:U1', ['mika/1/viewing']]]), [leave, enter])).toEqual([])
  expect(marks.whole('channel:c').conversations).toEqual(of('c:U2', ['mika', 'viewing']))
})
