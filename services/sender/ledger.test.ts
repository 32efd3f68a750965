// Judged by the platform's own books: without faults everything is sent, what can be for free. With faults: check/sends.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { verdict } from './books.fixture.ts'
import { openPlatform, type Platform } from './platform.fixture.ts'
import { openStage, type Stage } from './stage.fixture.ts'

const PEOPLE = Array.from({ length: 6 }, (_, i) => `U${String(i).repeat(32)}`)
const MESSAGES = 8

let platform: Platform
let stage: Stage
beforeEach(async () => {
  platform = await openPlatform({
    people: PEOPLE.map((id) => ({ id })),
    heard: (event, key) =>
      stage.fact(`line.${event.type}`, event, { id: event.webhookEventId!, key, at: event.timestamp!, by: 'line' }),
  })
  stage = await openStage({ apiUrl: platform.url, callMs: 4_000 })
})
afterEach(async () => {
  await platform.stop()
  await stage.stop()
})

test('without faults everything is sent, what can be for free, and the books are clean', async () => {
  stage.channels.set({ replyWindow: 30 })
  await stage.startSender()
  const asked: string[] = []
  for (let i = 0; i < MESSAGES; i += 1)
    for (const person of PEOPLE) {
      if (i % 3 === 0) await platform.hear(person)
      asked.push(await stage.say(`${person} ${i}`, person))
    }
  for (const id of asked) await stage.result(id)
  const { violations, count } = await verdict(stage, platform)
  expect(violations).toEqual([])
  expect(count('sent')).toBe(asked.length)
  const free = (await stage.events()).filter(
    ({ type, data }) => type === 'message.sent' && (data as { via: string }).via === 'reply',
  )
  expect(free.length).toBeGreaterThanOrEqual(PEOPLE.length)
}, 120_000)
