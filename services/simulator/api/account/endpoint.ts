import type { Verdict } from '../../ledger/record.ts'
import { ok, refuse } from '../answer.ts'
import type { Handler } from '../call.ts'

// A change takes effect at once (LINE: up to a minute). `http://` is taken for addresses of this machine and for
// names without a dot, as containers have them: nobody would give a laptop a certificate to try this out.
function acceptable(endpoint: unknown): endpoint is string {
  if (typeof endpoint !== 'string' || endpoint.length > 500 || !URL.canParse(endpoint)) return false
  const { protocol, hostname } = new URL(endpoint)
  if (protocol === 'https:') return true
  return protocol === 'http:' && (/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname) || !hostname.includes('.'))
}

const invalid = () => refuse(400, 'Invalid webhook endpoint URL')

export const getEndpoint: Handler = ({ channel }) => {
  const { endpoint, active } = channel.webhook
  return endpoint === null ? refuse(404, 'Webhook endpoint not found') : ok({ endpoint, active })
}

export const setEndpoint: Handler = ({ channel, body, platform }) => {
  if (!acceptable(body.endpoint)) return invalid()
  channel.webhook.endpoint = body.endpoint
  platform.feed.emit('world', { channel: channel.id })
  return ok()
}

const REASONS: Record<Verdict, string> = {
  ok: 'OK',
  error_status_code: 'ERROR_STATUS_CODE',
  request_timeout: 'REQUEST_TIMEOUT',
  could_not_connect: 'COULD_NOT_CONNECT',
  unclassified: 'UNCLASSIFIED',
}

export const testEndpoint: Handler = async ({ channel, body, platform }) => {
  const endpoint = body.endpoint ?? channel.webhook.endpoint
  if (endpoint === null) return refuse(404, 'Webhook endpoint not found')
  if (!acceptable(endpoint)) return invalid()
  const bytes = Buffer.from(JSON.stringify({ destination: channel.botUserId, events: [] }))
  const outcome = await platform.engine.sendBytes(channel, bytes, { sign: 'good', endpoint, fault: 'test' })
  return ok({
    success: outcome.verdict === 'ok',
    timestamp: new Date(platform.clock.now()).toISOString(),
    statusCode: outcome.status ?? 0,
    reason: REASONS[outcome.verdict],
    detail: outcome.detail ?? (outcome.status === undefined ? '' : String(outcome.status)),
  })
}
