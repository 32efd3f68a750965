// A channel's access token, from its credentials. A pasted long-lived token is used as it is. Else stateless ones (15 min, LINE's
// default for us) are issued from channel id and secret: renewed at 12 min and when LINE says 401, one renewal at a time.
import { channelAccessToken } from '@line/bot-sdk'
import type { Channel } from '../directory/channel.ts'
import { answerOf, type Answer } from './answer.ts'

export type Credentials = Pick<Channel, 'lineChannelId' | 'secrets' | 'token'>
export type NoToken = Extract<Answer, { kind: 'noToken' }>
export type Token = { kind: 'token'; value: string }

export type Tokens = {
  get(): Promise<Token | NoToken>
  /** LINE refused `stale`: another one, or that there is none. Many who were refused together share one renewal. */
  renew(stale: string): Promise<Token | NoToken>
}

const RENEW_AT_MS = 12 * 60_000
const VALID_MS = 15 * 60_000

type Deps = { credentials: Credentials; apiUrl: string; now: () => number }

export function createTokens({ credentials, apiUrl, now }: Deps): Tokens {
  const { token } = credentials
  if (token.kind === 'longLived') {
    const refused: NoToken = { kind: 'noToken', refused: true, code: 'HTTP 401' }
    return { get: async () => ({ kind: 'token', value: token.value }), renew: async () => refused }
  }
  let held: { value: string; since: number } | undefined
  let renewing: Promise<Token | NoToken> | undefined

  async function issue(): Promise<Token | NoToken> {
    const since = now()
    const issued = await issueToken(credentials, apiUrl)
    if (issued.kind === 'token') held = { value: issued.value, since }
    return issued
  }
  const issueOnce = () => (renewing ??= issue().finally(() => (renewing = undefined)))

  return {
    async get() {
      const kept = held
      if (kept && now() - kept.since < RENEW_AT_MS) return { kind: 'token', value: kept.value }
      const issued = await issueOnce()
      // While LINE cannot be asked, the old one serves as long as it lives.
      const lives = kept && now() - kept.since < VALID_MS
      return issued.kind === 'noToken' && !issued.refused && lives ? { kind: 'token', value: kept.value } : issued
    },
    async renew(stale) {
      if (held && held.value !== stale) return { kind: 'token', value: held.value }
      held = undefined
      return issueOnce()
    },
  }
}

/** While secrets are rotated LINE takes only the newer one, and we do not know which it is: the newest is tried first. */
async function issueToken({ lineChannelId, secrets }: Credentials, apiUrl: string): Promise<Token | NoToken> {
  let last: NoToken = { kind: 'noToken', refused: true, code: 'no secret' }
  for (const secret of secrets) {
    const issued = await issueStateless({ lineChannelId, secret, apiUrl })
    if (issued.kind === 'token' || !issued.refused) return issued
    last = issued
  }
  return last
}

/** One stateless token for these credentials. `refused`: LINE answered that it does not take them. */
export async function issueStateless({
  lineChannelId,
  secret,
  apiUrl,
}: {
  lineChannelId: string
  secret: string
  apiUrl: string
}): Promise<Token | NoToken> {
  const oauth = new channelAccessToken.ChannelAccessTokenClient({ baseURL: apiUrl })
  const answer = await answerOf(oauth.issueStatelessChannelTokenByClientSecretWithHttpInfo(lineChannelId, secret))
  if (answer.kind === 'noToken') return answer
  if (answer.kind === 'none') return { kind: 'noToken', refused: false, code: answer.code }
  const value = (answer.body as { access_token?: unknown } | null)?.access_token
  if (answer.status === 200 && typeof value === 'string') return { kind: 'token', value }
  return { kind: 'noToken', refused: answer.status === 400 || answer.status === 401, code: `HTTP ${answer.status}` }
}
