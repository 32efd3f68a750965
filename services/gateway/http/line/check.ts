// "Check" of the message input form: whether LINE would take a send (MF-7). Nothing is kept of it.
import type { FastifyInstance } from 'fastify'
import { CHECK_MS, CheckMessages, type CheckedMessages } from '@madoguchi/contracts/http/line'
import type { Directory } from '../../../directory/open.ts'
import type { LineClients } from '../../../line/client.ts'
import { validatePush } from '../../../line/validate.ts'
import { existing } from '../admin/channels.ts'
import { parse } from '../body.ts'
import { need } from '../session/guard.ts'

/** Five full imagemaps: fifty areas each, with a link of 1,000 characters. */
export const CHECK_BODY_MAX = 384 * 1024
/** By agent: each is a call to LINE. More than a person's hand, less than a loop's. */
export const CHECKS_A_MINUTE = 60

/** `checkMs`: by wall clock, from the request on; the call itself ends by the client's own clock. */
type Deps = { directory: Directory; clients: LineClients; checkMs?: number }

export function checkRoutes(api: FastifyInstance, { directory, clients, checkMs = CHECK_MS }: Deps) {
  api.post<{ Params: { id: string } }>(
    '/api/channels/:id/check',
    { bodyLimit: CHECK_BODY_MAX, config: { rateLimit: { max: CHECKS_A_MINUTE, timeWindow: 60_000 } } },
    async (request): Promise<CheckedMessages> => {
      need(request, request.params.id, 'agent')
      const channel = existing(directory.channels, request.params.id)
      const { messages } = parse(CheckMessages, request.body)
      return inTime(validatePush(clients.for(channel), messages), checkMs)
    },
  )
}

async function inTime(asked: Promise<CheckedMessages>, ms: number): Promise<CheckedMessages> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<CheckedMessages>((resolve) => {
    timer = setTimeout(() => resolve({ asked: false, why: `no answer within ${ms} ms` }), ms)
  })
  try {
    return await Promise.race([asked, late])
  } finally {
    clearTimeout(timer)
  }
}
