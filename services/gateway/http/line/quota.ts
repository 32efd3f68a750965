// How much of a channel's month is used, for everybody who may see the channel (SH-11).
import type { FastifyInstance } from 'fastify'
import type { QuotaReading } from '@madoguchi/contracts/http/line'
import type { Directory } from '../../../directory/open.ts'
import type { LineClients } from '../../../line/client.ts'
import { existing } from '../admin/channels.ts'
import { Refused } from '../refusal.ts'
import { need } from '../session/guard.ts'
import { createQuotaReadings } from './quotaReadings.ts'

type Deps = { directory: Directory; clients: LineClients }

export function quotaRoutes(api: FastifyInstance, { directory, clients }: Deps) {
  const readings = createQuotaReadings({ clients, now: Date.now })
  api.get<{ Params: { id: string } }>('/api/channels/:id/quota', async (request): Promise<QuotaReading> => {
    need(request, request.params.id, 'viewer')
    const { reading, why } = await readings(existing(directory.channels, request.params.id))
    if (reading === null) throw new Refused(502, 'line_unreachable', `LINE did not tell the quota (${why})`)
    return reading
  })
}
