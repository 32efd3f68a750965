import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Loose } from '../../test/loose.fixture.ts'
import { openStage } from '../../test/stage.fixture.ts'
import type { Stage } from '../../test/stage.fixture.ts'

// The calls of LINE's own client that the product uses and no other test here makes.
let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.stop())

test('rooms: count and member, without summary', async () => {
  const [one, two] = stage.people
  const room = await stage.sim('POST', '/_sim/rooms', { members: [one!.id, two!.id], channels: [stage.channel.id] })
  expect(room.id).toMatch(/^R[0-9a-f]{32}$/)
  expect(await stage.line.getRoomMemberCount(room.id)).toEqual({ count: 2 })
  expect((await stage.line.getRoomMemberProfile(room.id, two!.id)).displayName).toBe(two!.name)
  expect((await stage.api('GET', `/v2/bot/room/${room.id}/summary`)).status).toBe(404)
  expect((await stage.api('GET', `/v2/bot/group/${room.id}/summary`)).body.message).toBe(
    "The value for the 'groupId' parameter is invalid",
  )
  await stage.act({ do: 'say', text: 'in a room', in: room.id })
  expect((await stage.receiver.waitFor(1))[0]!.source).toEqual({ type: 'room', roomId: room.id, userId: one!.id })
})

test('validate looks at the objects alone', async () => {
  await stage.line.validatePush({ messages: [{ type: 'text', text: 'fine' }] })
  const refused = await stage.line
    .validatePush({ messages: [{ type: 'text', text: '' }] })
    .catch((error: Loose) => error)
  expect(refused.status).toBe(400)
  expect(JSON.parse(refused.body)).toEqual({
    message: 'The request body has 1 error(s)',
    details: [{ message: 'May not be empty', property: 'messages[0].text' }],
  })
  expect((await stage.api('POST', '/v2/bot/message/validate/letter', { messages: [] })).status).toBe(404)
  expect((await stage.sim('GET', '/_sim/messages')).messages).toEqual([])
})

test('info, quota and link token', async () => {
  expect(await stage.line.getBotInfo()).toMatchObject({
    userId: stage.channel.botUserId,
    displayName: stage.channel.name,
    chatMode: 'chat',
    markAsReadMode: 'manual',
  })
  expect(await stage.line.getMessageQuota()).toEqual({ type: 'none' })
  expect((await stage.line.issueLinkToken(stage.people[0]!.id)).linkToken).toBeTruthy()
})

test('content of the wrong kind, unknown content and a film not ready answer as LINE does', async () => {
  const [text, video] = [await stage.act({ do: 'say', text: 'x' }), await stage.act({ do: 'video' })]
  const at = (id: string, what: string) => stage.api('GET', `/v2/bot/message/${id}/content${what}`)
  expect((await at('1', '')).body.message).toBe('not found')
  expect((await at(text.messageIds[0]!, '/preview')).body.message).toBe('The content can not be previewed')
  expect((await at(text.messageIds[0]!, '/transcoding')).body.message).toBe(
    "Transcoding status doesn't support this type of content",
  )
  expect((await at(video.messageIds[0]!, '')).status).toBe(202)
})

test('the SDK throws a 409 with the body the product reads', async () => {
  const request = { to: stage.people[0]!.id, messages: [{ type: 'text' as const, text: 'once' }] }
  const key = crypto.randomUUID()
  const first = await stage.line.pushMessageWithHttpInfo(request, key)
  const again = await stage.line.pushMessage(request, key).catch((error: Loose) => error)
  expect(again.status).toBe(409)
  expect(JSON.parse(again.body).sentMessages).toEqual(first.body.sentMessages)
  expect(again.headers.get('x-line-accepted-request-id')).toBe(first.httpResponse.headers.get('x-line-request-id'))
})
