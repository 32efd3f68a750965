import { delivered } from './account/delivery.ts'
import { info } from './account/info.ts'
import { getEndpoint, setEndpoint, testEndpoint } from './account/endpoint.ts'
import { consumption, quota } from './account/quota.ts'
import { content, preview, transcoding } from './chat/content.ts'
import { loading } from './chat/loading.ts'
import { markAsRead } from './chat/markAsRead.ts'
import type { Route } from './call.ts'
import { followers } from './people/followers.ts'
import { count, leave, member, memberIds, summary } from './people/group.ts'
import { linkToken } from './people/linkToken.ts'
import { profile } from './people/profile.ts'
import { broadcast } from './send/broadcast.ts'
import { multicast } from './send/multicast.ts'
import { narrowcast, progress } from './send/narrowcast.ts'
import { push } from './send/push.ts'
import { reply } from './send/reply.ts'
import { validate } from './send/validate.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
const SECOND = 1_000

const groupRoutes = (kind: 'group' | 'room'): Route[] => [
  { method: 'GET', path: `/v2/bot/${kind}/{${kind}Id}/members/count`, handle: count(kind) },
  { method: 'GET', path: `/v2/bot/${kind}/{${kind}Id}/members/ids`, handle: memberIds(kind) },
  { method: 'GET', path: `/v2/bot/${kind}/{${kind}Id}/member/{userId}`, handle: member(kind) },
  { method: 'POST', path: `/v2/bot/${kind}/{${kind}Id}/leave`, handle: leave(kind) },
]

export const routes: Route[] = [
  { method: 'POST', path: '/v2/bot/message/push', json: true, retry: true, handle: push },
  { method: 'POST', path: '/v2/bot/message/reply', json: true, handle: reply },
  {
    method: 'POST',
    path: '/v2/bot/message/multicast',
    json: true,
    retry: true,
    rate: [200, SECOND],
    handle: multicast,
  },
  {
    method: 'POST',
    path: '/v2/bot/message/narrowcast',
    json: true,
    retry: true,
    rate: [60, HOUR],
    handle: narrowcast,
  },
  {
    method: 'POST',
    path: '/v2/bot/message/broadcast',
    json: true,
    retry: true,
    rate: [60, HOUR],
    handle: broadcast,
  },
  { method: 'GET', path: '/v2/bot/message/progress/narrowcast', handle: progress },
  { method: 'GET', path: '/v2/bot/message/delivery/{kind}', handle: delivered },
  { method: 'POST', path: '/v2/bot/message/validate/{kind}', json: true, handle: validate },
  { method: 'GET', path: '/v2/bot/message/quota', handle: quota },
  { method: 'GET', path: '/v2/bot/message/quota/consumption', handle: consumption },
  { method: 'GET', path: '/v2/bot/profile/{userId}', handle: profile },
  { method: 'GET', path: '/v2/bot/followers/ids', handle: followers },
  { method: 'GET', path: '/v2/bot/info', handle: info },
  { method: 'GET', path: '/v2/bot/group/{groupId}/summary', handle: summary },
  ...groupRoutes('group'),
  ...groupRoutes('room'),
  { method: 'GET', path: '/v2/bot/message/{messageId}/content', handle: content },
  { method: 'GET', path: '/v2/bot/message/{messageId}/content/preview', handle: preview },
  { method: 'GET', path: '/v2/bot/message/{messageId}/content/transcoding', handle: transcoding },
  { method: 'POST', path: '/v2/bot/chat/markAsRead', json: true, handle: markAsRead },
  { method: 'POST', path: '/v2/bot/chat/loading/start', json: true, rate: [100, SECOND], handle: loading },
  { method: 'GET', path: '/v2/bot/channel/webhook/endpoint', rate: [1000, MINUTE], handle: getEndpoint },
  { method: 'PUT', path: '/v2/bot/channel/webhook/endpoint', json: true, rate: [1000, MINUTE], handle: setEndpoint },
  { method: 'POST', path: '/v2/bot/channel/webhook/test', json: true, rate: [60, HOUR], handle: testEndpoint },
  { method: 'POST', path: '/v2/bot/user/{userId}/linkToken', handle: linkToken },
]
