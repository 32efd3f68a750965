// One webhook: read, check, wrap, keep, answer. 200 is said only when every event is durable, on the log or in the fsynced
// spool. LINE gives up after 2 s and its webhooks are mostly not sent again.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Channels } from '../directory/channel.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Metrics } from '../runtime/metrics.ts'
import { letFinish, readBody } from './body.ts'
import { NOT_DURABLE, UNKNOWN_CHANNEL, check, type Refusal } from './check.ts'
import { wrap } from './envelope.ts'
import type { Intake } from './intake.ts'

type Deps = {
  channels: Channels
  intake: Intake
  logger: Logger
  metrics: Metrics
  /** The wall clock, for events that do not say when they happened. It may jump: nothing is measured by it. */
  now: () => number
}

/** After the first byte: unacknowledged events go to the spool; no answer but 503 any more. */
const SPOOL_MS = 1_200
const GIVE_UP_MS = 1_500
/** However late the body was, the disk gets so long. */
const DISK_MS = 300

export function createHandler({ channels, intake, logger, metrics, now }: Deps) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const receivedAt = now()
    const started = performance.now()
    const { channelId } = request.params as { channelId: string }
    const body = await readBody(request.raw)
    const channel = channels.get(channelId)
    const refuse = (refusal: Refusal) => {
      // The path is a stranger's word: only a channel of ours becomes a label.
      metrics.webhookRefused.inc({ channel: channel ? channelId : '?', cause: refusal.code })
      logger.warn({ request: request.id, channel: channel?.id, cause: refusal.code }, 'webhook refused')
      return answer(refusal.status, bodyOf(refusal, request.id))
    }
    const answer = (status: number, content: object) => {
      metrics.webhookSeconds.observe({ status }, (performance.now() - started) / 1_000)
      void reply.code(status).send(content)
      letFinish(request.raw)
      return reply
    }

    if (channel === undefined || channel.state === 'archived') return refuse(UNKNOWN_CHANNEL)
    const checked = check(channel, body, request.raw.headersDistinct['x-line-signature'] ?? [])
    if ('status' in checked) return refuse(checked)
    metrics.webhookSecret.inc({ channel: channelId, secret: String(checked.secret) })
    const events = checked.events.map((event) => wrap(channelId, event, receivedAt))
    const spent = performance.now() - started
    const spool = Math.max(0, SPOOL_MS - spent)
    const durable = await intake.take(events, { spool, giveUp: Math.max(spool + DISK_MS, GIVE_UP_MS - spent) })
    return durable ? answer(200, {}) : refuse(NOT_DURABLE)
  }
}

const bodyOf = ({ code, message, limit }: Refusal, request: string) =>
  limit === undefined ? { code, message, request } : { code, message, limit, request }
