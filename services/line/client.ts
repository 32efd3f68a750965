// LINE's platform, by channel: one client per channel and set of credentials, tokens inside. A call never takes longer than 10 s
// by wall clock, never throws for what LINE or the network did, and is logged with LINE's request id: never with a text or a token.
import { LineBotClient } from '@line/bot-sdk'
import type { Channel } from '../directory/channel.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Metrics } from '../runtime/metrics.ts'
import { answerOf, type Answer } from './answer.ts'
import { openDeadline } from './deadline.ts'
import { createTokens, type Tokens } from './token.ts'

const LINE_API = 'https://api.line.me'
const LINE_DATA_API = 'https://api-data.line.me'

/** `endpoint`: a short name for metrics and logs. `call` runs again with a new token when LINE says 401, at most once. */
export type Ask = (endpoint: string, call: (sdk: LineBotClient) => Call) => Promise<Answer>
type Call = Promise<{ httpResponse: Response; body: unknown }>

/** `tokens`: for what the SDK cannot do, downloads: one keeper for all calls of a channel. */
export type LineClient = { ask: Ask; tokens: Tokens }
export type LineClients = {
  /** Made anew when the channel's credentials have changed. */
  for(channel: Channel): LineClient
  stop(): Promise<void>
}

/** Where LINE is: `apiUrl` is an origin (the simulator's), null = LINE itself. A path in it would be lost by the SDK. */
export const originsOf = (apiUrl: string | null) => {
  const api = apiUrl === null ? LINE_API : new URL(apiUrl).origin
  return { api, data: apiUrl === null ? LINE_DATA_API : api }
}

type Deps = {
  apiUrl: string | null
  logger: Logger
  metrics: Metrics
  now?: () => number
  callMs?: number
}

export function createLineClients({ apiUrl, logger, metrics, now = Date.now, callMs }: Deps): LineClients {
  const { api, data } = originsOf(apiUrl)
  const deadline = openDeadline({ origins: [api, data], ...(callMs === undefined ? {} : { callMs }) })
  const clients = new Map<string, { credentials: string; client: LineClient }>()

  function create(channel: Channel): LineClient {
    const tokens = createTokens({ credentials: channel, apiUrl: api, now })
    const sdks = createSdks({ api, data })
    const ask: Ask = async (endpoint, call) => {
      const started = now()
      const answer = await askWithToken(tokens, (token) => answerOf(call(sdks(token))))
      const status = answer.kind === 'answer' ? String(answer.status) : answer.code
      metrics.lineHttp.inc({ endpoint, status })
      const request = answer.kind === 'answer' ? answer.requestId : undefined
      logger.info({ channel: channel.id, endpoint, status, request, ms: now() - started }, 'LINE called')
      return answer
    }
    return { ask, tokens }
  }

  return {
    for(channel) {
      const credentials = JSON.stringify([channel.lineChannelId, channel.secrets, channel.token])
      const known = clients.get(channel.id)
      if (known?.credentials === credentials) return known.client
      const client = create(channel)
      clients.set(channel.id, { credentials, client })
      return client
    },
    stop: () => deadline.stop(),
  }
}

async function askWithToken(tokens: Tokens, call: (token: string) => Promise<Answer>): Promise<Answer> {
  const token = await tokens.get()
  if (token.kind === 'noToken') return token
  const answer = await call(token.value)
  if (answer.kind !== 'answer' || answer.status !== 401) return answer
  const renewed = await tokens.renew(token.value)
  return renewed.kind === 'token' ? call(renewed.value) : renewed.refused ? answer : renewed
}

/** The SDK fixes the token per client: one is kept for the token in use. */
function createSdks({ api, data }: { api: string; data: string }) {
  let kept: { token: string; sdk: LineBotClient } | undefined
  return (token: string): LineBotClient => {
    if (kept?.token !== token) {
      const sdk = LineBotClient.fromChannelAccessToken({
        channelAccessToken: token,
        apiBaseURL: api,
        dataApiBaseURL: data,
      })
      kept = { token, sdk }
    }
    return kept.sdk
  }
}
