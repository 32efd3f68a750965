import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStage } from '../test/stage.fixture.ts'
import type { Stage } from '../test/stage.fixture.ts'
import { replayFixture, saltFixture } from './replayFixture.ts'
import type { Fixture } from './replayFixture.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.stop())

test('salting makes ids unique within a body and leaves missing ids missing', () => {
  const event = {
    type: 'message',
    timestamp: 1,
    webhookEventId: 'same',
    message: { id: '325708', type: 'text' },
    source: { type: 'user', userId: 'U1' },
  }
  const { webhookEventId: _id, ...bare } = event
  const { events, destination } = saltFixture({ destination: 'x', events: [event, event, bare] }, '77', 'Ubot')
  expect(destination).toBe('Ubot')
  expect(events.map((one) => one.webhookEventId)).toEqual(['same7700', 'same7701', undefined])
  expect(events.map((one) => one.message!.id)).toEqual(['3257087700', '3257087701', '3257087702'])
})

const FOLDER = fileURLToPath(new URL('../../../../shared/fixtures/webhooks/', import.meta.url))
const present = existsSync(FOLDER)
if (!present) console.warn(`webhook fixtures skipped: ${FOLDER} is absent`)
test.skipIf(!present)('every published body goes through the same sender and arrives signed', async () => {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
  expect(files.length).toBeGreaterThan(20)
  for (const [i, name] of files.entries()) {
    const fixture = JSON.parse(readFileSync(FOLDER + name, 'utf8')) as Fixture
    const { verdict, body } = await replayFixture({
      url: stage.simulator.url,
      channel: stage.channel,
      fixture,
      salt: String(100 + i),
    })
    expect([name, verdict]).toEqual([name, 'ok'])
    expect(stage.receiver.received.at(-1)).toMatchObject({ signed: true, events: body.events })
  }
})
