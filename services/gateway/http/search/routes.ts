// Search in what one may read: every channel with a right, or the one that is named. A channel without a right is 403, whether it exists
// or not.
import type { FastifyInstance } from 'fastify'
import type { SearchPage } from '@madoguchi/contracts/http/search'
import { channelOf } from '@madoguchi/contracts/ids'
import { allows } from '@madoguchi/contracts/row/agent'
import type { Directory } from '../../../directory/open.ts'
import { need, signedIn } from '../session/guard.ts'
import { searchAsked } from './asked.ts'
import type { Search } from './open.ts'
import { NOTHING_FOUND, readSearch } from './read.ts'
import { createShares } from './shares.ts'

type Deps = { directory: Directory; search: Search }

export function searchRoutes(api: FastifyInstance, { directory, search }: Deps) {
  const sharesOf = createShares()

  api.get<{ Querystring: Record<string, unknown> }>('/api/search', async (request): Promise<SearchPage> => {
    const { rights } = signedIn(request)
    const asked = searchAsked(request.query)
    const { channel, conversation } = asked
    const named = [channel, conversation && channelOf(conversation)].filter((one) => one !== undefined)
    for (const one of named) need(request, one, 'viewer')
    const channels = directory.channels
      .all()
      .map(({ id }) => id)
      .filter((id) => allows(rights, id, 'viewer') && named.every((one) => one === id))
    if (channels.length === 0) return { ...NOTHING_FOUND, behind: 0 }
    return search.run(async (tx) => readSearch(tx, { ...asked, channels }, await sharesOf(tx)))
  })
}
