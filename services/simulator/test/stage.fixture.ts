import { channelAccessToken, LineBotClient } from '@line/bot-sdk'
import { startSimulator } from '../start.ts'
import type { Simulator, SimulatorOptions } from '../start.ts'
import { demoChannels, demoPeople } from '../world/demo.ts'
import type { WorldInput } from '../world/world.ts'
import type { Loose } from './loose.fixture.ts'
import { openReceiver } from './receiver.fixture.ts'
import type { Receiver } from './receiver.fixture.ts'

/** A simulator with a quick first channel, a receiver as its webhook, and LINE's own client. */
export type Stage = {
  simulator: Simulator
  receiver: Receiver
  channel: (typeof demoChannels)[number]
  people: typeof demoPeople
  line: LineBotClient
  token: string
  /** calls the admin interface; throws on an answer that is no 2xx */
  sim(method: string, path: string, body?: unknown): Promise<Loose>
  act(input: Record<string, unknown>): Promise<{ webhookEventIds: string[]; messageIds: string[] }>
  /** calls LINE's API as it is */
  api(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; headers: Headers; body: Loose }>
  stop(): Promise<void>
}

export const QUICK = { delayMs: [0, 0] as [number, number], batch: { windowMs: 0, max: 1 } }

export async function openStage(options: Partial<SimulatorOptions> & { world?: WorldInput } = {}): Promise<Stage> {
  const simulator = await startSimulator({ port: 0, ...options })
  const channel = demoChannels[0]!
  let secret = channel.secret
  const receiver = await openReceiver(() => secret)
  const sim = async (method: string, path: string, body?: unknown): Promise<Loose> => {
    const answer = await fetch(simulator.url + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const json: Loose = await answer.json()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(json)}`)
    if (path.startsWith('/_sim/channels/') && typeof json.secret === 'string' && json.id === channel.id)
      secret = json.secret
    return json
  }
  await sim('PATCH', `/_sim/channels/${channel.id}`, { settings: QUICK, webhook: { endpoint: receiver.url } })
  const oauth = new channelAccessToken.ChannelAccessTokenClient({ baseURL: simulator.url })
  const { access_token: token } = await oauth.issueStatelessChannelTokenByClientSecret(channel.id, channel.secret)
  const line = LineBotClient.fromChannelAccessToken({
    channelAccessToken: token,
    apiBaseURL: simulator.url,
    dataApiBaseURL: simulator.url,
  })
  return {
    simulator,
    receiver,
    channel,
    people: demoPeople,
    line,
    token,
    sim,
    act: (input) => sim('POST', '/_sim/act', { channel: channel.id, as: demoPeople[0]!.id, ...input }),
    async api(method, path, body, headers = {}) {
      const answer = await fetch(simulator.url + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await answer.text()
      return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) }
    },
    async stop() {
      await simulator.stop()
      await receiver.stop()
    },
  }
}
