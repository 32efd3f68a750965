import type { ServerResponse } from 'node:http'
import { actRoutes } from '../admin/actRoutes.ts'
import type { AdminCall, AdminRoute } from '../admin/admin.ts'
import { crowdRoutes } from '../admin/crowdRoutes.ts'
import { faultRoutes } from '../admin/faultRoutes.ts'
import { isOurs } from '../admin/guard.ts'
import { ledgerRoutes } from '../admin/ledgerRoutes.ts'
import { recordRoutes } from '../admin/recordRoutes.ts'
import { serveAdmin } from '../admin/serve.ts'
import { worldRoutes } from '../admin/worldRoutes.ts'
import { serveApi } from '../api/serve.ts'
import { phoneRoutes } from '../phone/routes.ts'
import type { Platform } from '../platform.ts'
import type { Handle } from './server.ts'
import { serveMedia, servePhone } from './static.ts'

type Deps = Pick<AdminCall, 'reopen' | 'crowds'> & {
  /** the platform of this moment: a reset replaces it */
  platform: () => Platform
  phoneDir: string | undefined
  allowedHosts: readonly string[]
  refuseFor: (ms: number) => void
}

const OURS = /^\/(_sim|phone|assets)(\/|$)/

/** Whose request it is: LINE's API at the root, ours below `/_sim`, `/phone`, `/assets` and `/_media`. */
export function createHandler({ platform, reopen, crowds, phoneDir, allowedHosts, refuseFor }: Deps): Handle {
  const routes: AdminRoute[] = [
    ...worldRoutes,
    ...actRoutes,
    ...recordRoutes,
    ...ledgerRoutes,
    ...crowdRoutes,
    ...phoneRoutes,
    ...faultRoutes(refuseFor),
  ]
  return async (request, response, bytes) => {
    const [path = '', search = ''] = (request.url ?? '').split(/(?=\?)/, 2)
    const query = new URLSearchParams(search)
    if (path.startsWith('/_media/')) return serveMedia(path, response)
    if (OURS.test(path)) {
      if (!isOurs(request, allowedHosts)) return refuseForeign(response)
      if (!path.startsWith('/_sim')) return servePhone(phoneDir, path, search, response)
      return serveAdmin(routes, path, bytes, { platform: platform(), reopen, crowds, query, request, response })
    }
    return serveApi(
      platform(),
      { method: request.method ?? '', path, query, headers: request.headers, bytes },
      response,
    )
  }
}

function refuseForeign(response: ServerResponse): void {
  response.writeHead(403, { 'content-type': 'application/json' })
  response.end('{"message":"This page may only be used from this machine"}')
}
