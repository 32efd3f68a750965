// The webhook's address at LINE: set it to ours, or have LINE call it. What LINE says is passed on in LINE's own words.
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { WebhookResult } from '@madoguchi/contracts/http/channels'
import type { Channel } from '../../../directory/channel.ts'
import type { Directory } from '../../../directory/open.ts'
import { parse } from '../body.ts'
import { actorOf, need } from '../session/guard.ts'
import { existing, webhookUrl } from './channels.ts'

/** A channel's webhook settings at LINE; expected trouble is `ok: false` with a reason. */
export type WebhookAtLine = {
  set(endpoint: string): Promise<WebhookResult>
  test(endpoint: string): Promise<WebhookResult>
}

type Deps = { directory: Directory; webhookAt: (channel: Channel) => WebhookAtLine; publicUrl: string }

const Ask = Type.Object(
  { do: Type.Union([Type.Literal('set'), Type.Literal('test')]) },
  { additionalProperties: false },
)

export function adminWebhookRoutes(api: FastifyInstance, { directory, webhookAt, publicUrl }: Deps) {
  api.post<{ Params: { id: string } }>('/api/admin/channels/:id/webhook', async (request): Promise<WebhookResult> => {
    need(request, request.params.id, 'admin')
    const channel = existing(directory.channels, request.params.id)
    const { do: wish } = parse(Ask, request.body)
    const url = webhookUrl(publicUrl, channel.id)
    const result = await webhookAt(channel)[wish](url)
    if (wish === 'set')
      await directory.note(actorOf(request), { what: 'webhook.set', subject: channel.id, detail: { url } })
    return result
  })
}
