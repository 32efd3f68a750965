import type { Platform } from '../../platform.ts'
import { signingSecret } from '../../world/channel.ts'
import type { Answer } from '../answer.ts'
import type { ApiRequest } from '../gate/peek.ts'
import { SHORT_SECONDS, STATELESS_SECONDS } from '../gate/tokens.ts'
import type { TokenKind } from '../gate/tokens.ts'

// Token calls take forms and no bearer token. Only the secret in force buys tokens: reissuing a secret on LINE
// invalidates the old one at once.
type OAuthHandler = (platform: Platform, request: ApiRequest) => Answer

const formOf = (request: ApiRequest) => new URLSearchParams(request.bytes.toString('utf8'))
const refused = (error: string, description: string): Answer => ({
  status: 400,
  json: { error, error_description: description },
})

function owns(platform: Platform, form: URLSearchParams): boolean {
  const channel = platform.world.channels.get(form.get('client_id') ?? '')
  return channel !== undefined && form.get('client_secret') === signingSecret(channel)
}

const issue =
  (kind: TokenKind, seconds: number, wrong: Answer): OAuthHandler =>
  (platform, request) => {
    const form = formOf(request)
    if (form.get('grant_type') !== 'client_credentials')
      return refused('unsupported_grant_type', 'unsupported grant_type (sim)')
    if (!owns(platform, form)) return wrong
    const { token } = platform.tokens.issue(kind, form.get('client_id')!)
    return { status: 200, json: { token_type: 'Bearer', access_token: token, expires_in: seconds } }
  }

const verify: OAuthHandler = (platform, request) => {
  const token = platform.tokens.find(formOf(request).get('access_token') ?? '')
  if (token === null) return refused('invalid_request', 'access token expired')
  const left =
    token.expiresAt === Infinity ? SHORT_SECONDS : Math.floor((token.expiresAt - platform.clock.now()) / 1000)
  return { status: 200, json: { client_id: token.channelId, expires_in: left, scope: '' } }
}

const revoke: OAuthHandler = (platform, request) => {
  platform.tokens.revoke(formOf(request).get('access_token') ?? '')
  return { status: 200, json: {} }
}

const calls: Record<string, OAuthHandler> = {
  'POST /oauth2/v3/token': issue(
    'stateless',
    STATELESS_SECONDS,
    refused('invalid_request', "Invalid 'client_credentials'."),
  ),
  'POST /v2/oauth/accessToken': issue('short', SHORT_SECONDS, refused('invalid_client', 'invalid client_secret')),
  'POST /v2/oauth/verify': verify,
  'POST /v2/oauth/revoke': revoke,
}

export const matchOAuth = (request: ApiRequest): OAuthHandler | null =>
  calls[`${request.method} ${request.path}`] ?? null
