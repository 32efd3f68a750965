// The webhook's address at LINE: set it to ours, or have LINE call it. What LINE says is passed on in LINE's own words.
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { WebhookResult } from '@madoguchi/contracts/http/channels'
import type { Directory } from '../../../directory/open.ts'
import type { LineClients } from '../../../line/client.ts'
import { webhookOf } from '../../../line/webhook.ts'
import { parse } from '../body.ts'
import { actorOf, need } from '../session/guard.ts'
import { existing, webhookUrl } from './channels.ts'

type Deps = { directory: Directory; clients: LineClients; publicUrl: string }

const Ask = Type.Object(
  { do: Type.Union([Type.Literal('set'), Type.Literal('test')]) },
  { additionalProperties: false },
)

export function adminWebhookRoutes(api: FastifyInstance, { directory, clients, publicUrl }: Deps) {
  api.post<{ Params: { id: string } }>('/api/admin/channels/:id/webhook', async (request): Promise<WebhookResult> => {
    need(request, request.params.id, 'admin')
    const channel = existing(directory.channels, request.params.id)
    const { do: wish } = parse(Ask, request.body)
    const url = webhookUrl(publicUrl, channel.id)
    const result = await webhookOf(clients.for(channel))[wish](url)
    if (wish === 'set')
      await directory.note(actorOf(request), { what: 'webhook.set', subject: channel.id, detail: { url } })
    return result
  })
}
