// Are these a channel's credentials? Tried at LINE before they are kept, and which bot they belong to.
import { channelAccessToken, LineBotClient } from '@line/bot-sdk'
import { answerOf } from './answer.ts'
import { originsOf } from './client.ts'
import { openDeadline } from './deadline.ts'
import { issueStateless } from './token.ts'

export type Bot = { userId: string; basicId: string | null; name: string; pictureUrl: string | null }
export type Given = { lineChannelId: string; secret: string; accessToken?: string | undefined }
/** `field`: which of the given LINE does not take; null = LINE could not be asked. */
export type Checked =
  | { ok: true; bot: Bot }
  | { ok: false; field: 'secret' | 'accessToken' | 'lineChannelId' | null; message: string }
type Refusal = Extract<Checked, { ok: false }>

export async function checkCredentials({ apiUrl, ...given }: Given & { apiUrl: string | null }): Promise<Checked> {
  const { api, data } = originsOf(apiUrl)
  const deadline = openDeadline({ origins: [api, data] })
  try {
    return await check(given, api)
  } finally {
    await deadline.stop()
  }
}

async function check({ lineChannelId, secret, accessToken }: Given, api: string): Promise<Checked> {
  const owner = accessToken === undefined ? null : await channelOfToken(accessToken, api)
  if (owner && !owner.ok) return owner
  const issued = await issueStateless({ lineChannelId, secret, apiUrl: api })
  if (issued.kind === 'noToken') {
    if (!issued.refused) return unreachable(issued.code)
    // LINE does not say which of the two is wrong; a token that works elsewhere does.
    if (owner && owner.channel !== lineChannelId) return refusal('lineChannelId', OTHER_CHANNEL(owner.channel))
    return refusal('secret', 'LINE does not take this channel ID and secret')
  }
  if (owner && owner.channel !== lineChannelId) return refusal('accessToken', OTHER_CHANNEL(owner.channel))
  return botOf(accessToken ?? issued.value, api)
}

const OTHER_CHANNEL = (channel: string) => `The access token belongs to channel ${channel}`
const refusal = (field: Refusal['field'], message: string): Refusal => ({ ok: false, field, message })
const unreachable = (code: string): Refusal => refusal(null, `LINE could not be asked (${code}); try again later`)

async function channelOfToken(token: string, api: string): Promise<{ ok: true; channel: string } | Refusal> {
  const oauth = new channelAccessToken.ChannelAccessTokenClient({ baseURL: api })
  const answer = await answerOf(oauth.verifyChannelTokenWithHttpInfo(token))
  if (answer.kind !== 'answer') return unreachable(answer.code)
  if (answer.status === 429 || answer.status >= 500) return unreachable(`HTTP ${answer.status}`)
  const channel = (answer.body as { client_id?: unknown } | null)?.client_id
  if (answer.status !== 200 || typeof channel !== 'string')
    return refusal('accessToken', 'LINE does not take this access token')
  return { ok: true, channel }
}

async function botOf(token: string, api: string): Promise<Checked> {
  const sdk = LineBotClient.fromChannelAccessToken({ channelAccessToken: token, apiBaseURL: api, dataApiBaseURL: api })
  const answer = await answerOf(sdk.getBotInfoWithHttpInfo())
  if (answer.kind !== 'answer') return unreachable(answer.code)
  if (answer.status === 401) return refusal('accessToken', 'LINE does not take this access token')
  const { userId, basicId, displayName, pictureUrl } = (answer.body ?? {}) as Record<string, unknown>
  if (answer.status !== 200 || typeof userId !== 'string') return unreachable(`HTTP ${answer.status}`)
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
  return {
    ok: true,
    bot: { userId, basicId: text(basicId), name: text(displayName) ?? '', pictureUrl: text(pictureUrl) },
  }
}
