import { afterEach, beforeEach, expect, test } from 'vitest'
import { startDemoTalk } from './demo.ts'
import { scripts } from './people/demo/scripts.ts'
import { openStage } from './test/stage.fixture.ts'
import type { Stage } from './test/stage.fixture.ts'
import { until } from './test/until.fixture.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.stop())

test('the history comes signed, in the past, from fourteen people of whom each followed first', async () => {
  const cafe = await stage.sim('PATCH', '/_sim/channels/2000000102', { webhook: { endpoint: stage.receiver.url } })
  expect(cafe.name).toBe('Minato Café')
  const talk = startDemoTalk({ url: stage.simulator.url, answer: false })
  await talk.seeded
  await stage.sim('POST', '/_sim/drain', {})
  const events = stage.receiver.events()
  const people = new Set(events.map((event) => event.source.userId))
  expect(people.size).toBe(14)
  for (const userId of people) {
    const direct = events
      .filter((event) => event.source.userId === userId && event.source.type === 'user')
      .toSorted((a, b) => a.timestamp - b.timestamp)
    expect(direct.map((event) => event.type === 'follow')).toEqual(direct.map((_event, i) => i === 0))
  }
  expect(events.every((event) => event.timestamp < Date.now())).toBe(true)
  expect(events.filter((event) => event.source.type === 'group')).toHaveLength(2)
  await talk.stop()
})

test('someone who is answered thanks once, in their own words; with answer off nobody does', async () => {
  const talk = startDemoTalk({ url: stage.simulator.url, history: false, reactAfter: [10, 30] })
  const { thanks } = scripts[0]!
  const texts = () => stage.receiver.events().map((event) => event.message?.text)
  await until(async () => {
    await stage.line.pushMessage({ to: stage.people[0]!.id, messages: [{ type: 'text', text: '在庫ございます' }] })
    return thanks.includes(texts()[0])
  }, 'thanks')
  await talk.stop()
  const quiet = startDemoTalk({ url: stage.simulator.url, history: false, answer: false })
  await stage.sim('POST', '/_sim/drain', {})
  const before = texts().length
  await stage.line.pushMessage({ to: stage.people[0]!.id, messages: [{ type: 'text', text: 'hm' }] })
  await quiet.stop()
  expect(texts()).toHaveLength(before)
})
