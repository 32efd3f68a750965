// Push on a device: for whoever is signed in, by and for themselves alone. It lives as long as the session that asked for it.
import { isIP } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { PushAddress, PushDevice, type PushKey } from '@madoguchi/contracts/http/push'
import type { Directory } from '../../../directory/open.ts'
import { isPublicAddress } from '../../../line/content/publicAddress.ts'
import { parse } from '../body.ts'
import { notFound, Refused } from '../refusal.ts'
import { signedIn } from '../session/guard.ts'

export function pushRoutes(api: FastifyInstance, { directory: { push } }: { directory: Pick<Directory, 'push'> }) {
  api.get('/api/push', async (): Promise<PushKey> => ({ key: (await push.key()).publicKey }))

  api.post('/api/push', async (request, reply) => {
    const given = parse(PushDevice, request.body)
    if (!isPushService(given.endpoint)) throw foreign()
    const { agent, id: session } = signedIn(request)
    await push.keep({ agent, session }, given)
    return reply.code(204).send()
  })

  api.delete('/api/push', async (request, reply) => {
    await push.drop(signedIn(request).agent, parse(PushAddress, request.body).endpoint)
    return reply.code(204).send()
  })

  api.post('/api/push/test', async (request, reply) => {
    const { endpoint } = parse(PushAddress, request.body)
    if (!(await push.askTest(signedIn(request).agent, endpoint))) throw notFound()
    return reply.code(202).send()
  })
}

const foreign = () => new Refused(400, 'not_allowed', 'Push goes to public https addresses', { field: 'endpoint' })

/** Where a name leads is looked at when it is spoken to; what cannot be right is refused at once. */
function isPushService(endpoint: string): boolean {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return false
  const bare = url.hostname.replace(/^\[|\]$/g, '')
  return isIP(bare) === 0 ? /\.[a-z]/i.test(bare) : isPublicAddress(bare)
}
