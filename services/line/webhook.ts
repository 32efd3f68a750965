// A channel's webhook address as LINE knows it. Trouble is `ok: false` with a reason, in LINE's words where it has some.
import type { WebhookResult } from '@madoguchi/contracts/http/channels'
import type { Answer } from './answer.ts'
import type { LineClient } from './client.ts'

export type Webhook = {
  /** `ok`: an address is set and LINE uses it. */
  get(): Promise<WebhookResult>
  /** A change takes LINE up to a minute. Answers with what LINE then says is set. */
  set(endpoint: string): Promise<WebhookResult>
  /** LINE calls the address (60 tests an hour at most); `ok` = it was answered 200 in time. */
  test(endpoint: string): Promise<WebhookResult>
}

export function webhookOf(client: LineClient): Webhook {
  const get = async () => resultOf(await client.ask('webhook', (sdk) => sdk.getWebhookEndpointWithHttpInfo()), known)
  return {
    get,
    async set(endpoint) {
      const answer = await client.ask('webhookSet', (sdk) => sdk.setWebhookEndpointWithHttpInfo({ endpoint }))
      const set = resultOf(answer, () => ({ ok: true, endpoint }))
      if (!set.ok) return set
      const now = await get()
      // Set it is; whether LINE uses it is a switch in LINE's console.
      return { ...now, ok: true, endpoint: now.endpoint ?? endpoint }
    },
    async test(endpoint) {
      const answer = await client.ask('webhookTest', (sdk) => sdk.testWebhookEndpointWithHttpInfo({ endpoint }))
      return resultOf(answer, tested)
    },
  }
}

type Body = Record<string, unknown>
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const known = ({ endpoint, active }: Body): WebhookResult => ({
  ok: active === true,
  ...present({ endpoint: text(endpoint) }),
  active: active === true,
})

const tested = ({ success, statusCode, reason, detail }: Body): WebhookResult => ({
  ok: success === true,
  ...(typeof statusCode === 'number' ? { statusCode } : {}),
  ...present({ reason: text(reason), detail: text(detail) }),
})

function resultOf(answer: Answer, read: (body: Body) => WebhookResult): WebhookResult {
  if (answer.kind === 'noToken') return { ok: false, reason: answer.refused ? 'CREDENTIALS' : 'COULD_NOT_REACH_LINE' }
  if (answer.kind === 'none') return { ok: false, reason: 'COULD_NOT_REACH_LINE', detail: answer.code }
  const body = (typeof answer.body === 'object' && answer.body !== null ? answer.body : {}) as Body
  if (answer.status === 200) return read(body)
  const reason = answer.status === 401 ? 'CREDENTIALS' : 'REFUSED'
  return { ok: false, statusCode: answer.status, reason, ...present({ detail: text(body.message) }) }
}

const present = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
