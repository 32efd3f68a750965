import { expect, test } from 'vitest'
import { at, fact, folded, queued } from '../../../commit/build.fixture.ts'

const plan = (id: string, words: string, more: { cause?: string; by?: string; hold?: boolean; ms?: number } = {}) =>
  fact(
    'message.scheduled',
    {
      message: 'M',
      messages: [{ type: 'text', text: words }],
      notificationDisabled: false,
      due: at(9_000),
      holdIfWrites: more.hold ?? false,
      template: 'T',
    },
    { id, by: more.by ?? 'mika', at: at(more.ms ?? 1), ...(more.cause && { cause: more.cause }) },
  )
const about = (type: string, cause: string, data: object = {}, ms = 50) =>
  fact(`message.${type}`, { message: 'M', ...data }, { id: `${type} ${cause} ${ms}`, cause, by: 'ken', at: at(ms) })
const row = (...events: Parameters<typeof folded>[0]) => {
  const { messages, dead } = folded(events)
  expect(dead).toEqual([])
  return messages[0]!
}

test('a scheduled send stands where it was made, moves nothing, and keeps its due time when it goes', () => {
  const waiting = row(plan('S1', 'あした', { hold: true }))
  expect(waiting).toMatchObject({
    at: at(1),
    activity: false,
    by: { kind: 'agent', id: 'mika' },
    body: { kind: 'sent', template: 'T' },
    delivery: { state: 'scheduled', ask: 'S1', due: at(9_000), holdIfWrites: true },
  })
  const sent = row(
    plan('S1', 'あした'),
    queued('M', 'あした', { cause: 'S1', by: 'mika', at: at(9_001) }),
    about('sent', 'M', { via: 'push', sentMessages: [] }),
  )
  expect(sent).toMatchObject({ at: at(9_001), activity: true, delivery: { state: 'sent', due: at(9_000) } })
  expect(sent.delivery).not.toHaveProperty('lateEdit')
})

test('of two edits based on the same the first counts, and its author is the author', () => {
  const edited = row(
    plan('S1', 'a'),
    plan('S2', 'b', { cause: 'S1', by: 'ken' }),
    plan('S3', 'c', { cause: 'S1', by: 'aoi' }),
  )
  expect(edited).toMatchObject({
    by: { id: 'ken' },
    body: { messages: [{ text: 'b' }] },
    delivery: { ask: 'S2' },
    at: at(1),
  })
})

test('an edit that came too late is told of, whichever of the two the log has first', () => {
  const edit = plan('S2', 'b', { cause: 'S1', by: 'ken', ms: 40 })
  const went = queued('M', 'a', { cause: 'S1', by: 'mika', at: at(41) })
  for (const events of [
    [edit, went],
    [went, edit],
  ])
    expect(row(plan('S1', 'a'), ...events)).toMatchObject({
      by: { id: 'mika' },
      body: { messages: [{ text: 'a' }] },
      delivery: { state: 'queued', lateEdit: { by: 'ken', at: at(40) } },
    })
})

test('held and missed say so, and are sent now, edited or deleted', () => {
  const held = about('held', 'S1', { why: 'variable', name: 'contact.name' })
  expect(row(plan('S1', 'a'), held).delivery).toMatchObject({
    state: 'held',
    held: { why: 'variable', name: 'contact.name' },
  })
  const released = row(plan('S1', 'a', { hold: true }), held, about('released', 'S1', {}, 70)).delivery
  expect(released).toMatchObject({ state: 'scheduled', due: at(70), ask: 'S1' })
  expect(released).not.toHaveProperty('held')
  expect(released).not.toHaveProperty('holdIfWrites')
  const missed = about('missed', 'S1')
  expect(row(plan('S1', 'a'), missed).delivery).toMatchObject({ state: 'missed' })
  expect(row(plan('S1', 'a'), missed, plan('S2', 'b', { cause: 'S1' })).delivery).toMatchObject({ state: 'scheduled' })
  const gone = row(plan('S1', 'a'), missed, about('deleted', 'S1'))
  expect(gone).toMatchObject({
    body: { kind: 'deleted', due: at(9_000) },
    preview: { kind: 'deleted' },
    activity: false,
  })
  expect(gone).not.toHaveProperty('delivery')
  expect(JSON.stringify(gone)).not.toContain('"a"')
})

test('what speaks of an older asking changes nothing', () => {
  const edited = [plan('S1', 'a'), plan('S2', 'b', { cause: 'S1' })]
  for (const type of ['held', 'missed', 'released', 'cancelAsked', 'cancelled', 'deleted'])
    expect(row(...edited, about(type, 'S1', { why: 'wrote' }))).toEqual(row(...edited))
})

test('a cancel wins over an edit that follows it, and ends the schedule', () => {
  const asked = [plan('S1', 'a'), about('cancelAsked', 'S1')]
  expect(row(...asked).delivery).toMatchObject({ state: 'scheduled', cancelAsked: true })
  const ended = row(...asked, plan('S2', 'b', { cause: 'S1' }), about('cancelled', 'S1'))
  expect(ended).toMatchObject({
    body: { messages: [{ text: 'a' }] },
    delivery: { state: 'cancelled', due: at(9_000) },
  })
})

test('an unknown outcome is settled: arrived is sent, left stays unknown and troubles nobody', () => {
  const lost = [queued('M', 'a'), about('unknown', 'M', { via: 'reply', why: 'timeout' })]
  const troubled = (...more: Parameters<typeof folded>[0]) => row(...lost, ...more)
  expect(troubled(about('settled', 'M', { as: 'arrived' }))).toMatchObject({
    activity: true,
    delivery: { state: 'sent', settled: { as: 'arrived', by: 'ken', at: at(50) } },
  })
  const left = troubled(about('settled', 'M', { as: 'left' }))
  expect(left.delivery).toMatchObject({ state: 'unknown', settled: { as: 'left' } })
  expect(troubled(about('settled', 'stranger', { as: 'left' }))).toEqual(row(...lost))
})
