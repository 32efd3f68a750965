import { afterEach, beforeEach, expect, test } from 'vitest'
import { PUSH } from '../line/script.fixture.ts'
import { openStage, type Stage } from './stage.fixture.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.stop())

test('what an agent asks for reaches LINE and ends as sent on the log', async () => {
  await stage.startSender()
  const id = await stage.say('こんにちは')
  const sent = await stage.result(id)
  const accepted = stage.script.accepted.get(id)!
  expect(sent).toMatchObject({
    type: 'message.sent',
    key: 'shop:Uaoi',
    by: 'system',
    cause: id,
    data: { message: id, via: 'push', requestId: accepted.requestId },
  })
  expect((sent.data as { sentMessages: unknown }).sentMessages).toEqual([
    { id: accepted.id, quoteToken: `q${accepted.id}` },
  ])
  const [call] = stage.script.of(PUSH)
  expect(call).toMatchObject({ retryKey: id, body: { to: 'Uaoi', notificationDisabled: false } })
  await stage.until(
    () => stage.row(id),
    (row) => row.state === 'sent' && row.reported_at !== null,
  )
})
