// The gateway: browsers ↔ everything. HTTP and live side over one server; any number of gateways may run.
import type { Check } from '../runtime/health.ts'
import { started } from '../runtime/lifecycle.ts'
import { registerHttp, type HttpDeps } from './http/register.ts'
import { openSearch } from './http/search/open.ts'
import { startAccess } from './personal/access.ts'
import { openSockets, type SocketDeps, type Sockets } from './socket/open.ts'

export type GatewayDeps = SocketDeps & Omit<HttpDeps, 'search'> & { databaseUrl: string }

/** To be awaited before the server listens. */
export function startGateway(deps: GatewayDeps): Promise<{ stop(): Promise<void> }> {
  return started(async (stack) => {
    stack.use(await startAccess(deps), (opened) => opened.stop())
    const search = stack.use(openSearch(deps), (opened) => opened.stop())
    await registerHttp({ ...deps, search })
    const sockets = stack.use(await openSockets(deps), (opened) => opened.stop())
    deps.health.check('gateway', readiness(sockets, deps))
    return { stop: () => stack.stop() }
  })
}

/** Postgres up and rows at most 5 s behind; a missing bus is shown and costs a second, never readiness. */
function readiness(sockets: Sockets, { bus }: Pick<GatewayDeps, 'bus'>): Check {
  return () => {
    const state = sockets.state()
    if (state === 'database') return { state: 'down', why: 'Postgres has not answered for 5 s' }
    if (state === 'behind') return { state: 'down', why: 'rows are more than 5 s behind the projector' }
    return bus.healthy() ? { state: 'ok' } : { state: 'degraded', why: 'notices do not cross processes' }
  }
}
