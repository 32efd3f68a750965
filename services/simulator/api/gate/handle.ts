import type { Platform } from '../../platform.ts'
import { refuse } from '../answer.ts'
import type { Answer } from '../answer.ts'
import type { Call, Route } from '../call.ts'
import { routes } from '../routes.ts'
import { readJson } from './json.ts'
import { matchRoute } from './match.ts'
import { bearerOf, header } from './peek.ts'
import type { ApiRequest } from './peek.ts'
import { isRetryKey } from './retryKeys.ts'
import { matchOAuth } from '../account/oauth.ts'

const unauthorized = () =>
  refuse(
    401,
    'Authentication failed due to the following reason: invalid token. Confirm that the access token in the authorization header is valid.',
  )

export const RATE_LIMIT_TEXT = 'The API rate limit has been exceeded. Try again later.'

/** The checks every call passes, in LINE's (inferred) order, then the call itself. */
export async function handle(platform: Platform, request: ApiRequest, requestId: string): Promise<Answer> {
  const oauth = matchOAuth(request)
  if (oauth !== null) return oauth(platform, request)
  const match = matchRoute(routes, request.method, request.path)
  if (match === null) return refuse(404, 'Not found')
  const { route, params } = match
  const token = platform.tokens.find(bearerOf(request) ?? '')
  const channel = token === null ? undefined : platform.world.channels.get(token.channelId)
  if (channel === undefined) return unauthorized()
  if (!platform.rates.take(channel.id, `${route.method} ${route.path}`, route.rate)) return refuse(429, RATE_LIMIT_TEXT)
  const read = route.json === true ? readJson(request.bytes, header(request, 'content-type')) : { body: {} }
  if ('refused' in read) return read.refused
  const retryKey = header(request, 'x-line-retry-key')
  const call: Call = { platform, channel, requestId, params, query: request.query, body: read.body, retryKey }
  return checkRetryKey(call, route) ?? (await route.handle(call))
}

function checkRetryKey({ platform, channel, retryKey }: Call, route: Route): Answer | null {
  if (retryKey === undefined) return null
  if (route.retry !== true) return refuse(400, 'The X-Line-Retry-Key header is not supported by this endpoint (sim)')
  if (!isRetryKey(retryKey)) return refuse(400, 'The X-Line-Retry-Key header must be a UUID (sim)')
  const known = platform.retryKeys.find(channel.id, retryKey)
  if (known === null) return null
  return {
    status: 409,
    json: {
      message: 'The retry key is already accepted',
      ...(known.sentMessages === null ? {} : { sentMessages: known.sentMessages }),
    },
    headers: { 'x-line-accepted-request-id': known.requestId },
  }
}
