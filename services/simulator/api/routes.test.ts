// Every row of the table of calls is there and answers as LINE does; what is not built is a 404.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage } from '../test/stage.fixture.ts'
import type { Stage } from '../test/stage.fixture.ts'
import { demoGroups } from '../world/demo.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.stop())

const messages = [{ type: 'text', text: 'x' }]
const U = `U${'01'.repeat(16)}`
const group = demoGroups[0]!.id

type Row = [method: string, path: string, body: unknown, status: number]
const rows: Row[] = [
  ['POST', '/v2/bot/message/push', { to: U, messages }, 200],
  ['POST', '/v2/bot/message/multicast', { to: [U], messages }, 200],
  ['POST', '/v2/bot/message/broadcast', { messages }, 200],
  ['POST', '/v2/bot/message/narrowcast', { messages }, 202],
  ['GET', '/v2/bot/message/progress/narrowcast?requestId=x', undefined, 404],
  ['POST', '/v2/bot/message/validate/push', { messages }, 200],
  ['POST', '/v2/bot/message/validate/pull', { messages }, 404],
  ['GET', '/v2/bot/message/quota', undefined, 200],
  ['GET', '/v2/bot/message/quota/consumption', undefined, 200],
  ['GET', '/v2/bot/message/delivery/push?date=20260101', undefined, 200],
  ['GET', `/v2/bot/profile/${U}`, undefined, 200],
  ['GET', '/v2/bot/profile/U1', undefined, 400],
  ['GET', '/v2/bot/followers/ids', undefined, 200],
  ['GET', '/v2/bot/info', undefined, 200],
  ['GET', `/v2/bot/group/${group}/summary`, undefined, 200],
  ['GET', `/v2/bot/group/${group}/members/count`, undefined, 200],
  ['GET', `/v2/bot/group/${group}/members/ids`, undefined, 200],
  ['GET', `/v2/bot/group/${group}/member/${U}`, undefined, 200],
  ['GET', `/v2/bot/room/R${'0'.repeat(32)}/members/count`, undefined, 404],
  ['GET', '/v2/bot/message/1/content', undefined, 404],
  ['GET', '/v2/bot/message/1/content/preview', undefined, 404],
  ['GET', '/v2/bot/message/1/content/transcoding', undefined, 404],
  ['POST', '/v2/bot/chat/markAsRead', { markAsReadToken: 'x' }, 400],
  ['POST', '/v2/bot/chat/loading/start', { chatId: U }, 202],
  ['GET', '/v2/bot/channel/webhook/endpoint', undefined, 200],
  ['POST', '/v2/bot/channel/webhook/test', {}, 200],
  ['POST', `/v2/bot/user/${U}/linkToken`, undefined, 200],
  ['POST', '/v2/bot/message/reply', { replyToken: 'x', messages }, 400],
  ['GET', '/v2/bot/richmenu/list', undefined, 404],
]

test.each(rows)('%s %s', async (method, path, body, status) => {
  const answer = await stage.api(method, path, body)
  expect(answer.status).toBe(status)
  expect(answer.headers.get('x-line-request-id')).toMatch(/^[0-9a-f-]{36}$/)
})
