// Signed in or not, decided before anything else is looked at. A route is closed unless its config says `open`.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { allows, type Role } from '@madoguchi/contracts/row/agent'
import type { Actor } from '../../../directory/audit.ts'
import type { Session } from '../../../directory/sessions/sessions.ts'
import { forbidden, Refused } from '../refusal.ts'
import type { SessionOf } from './cookie.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without a session too. */
    open?: boolean
  }
}

const SESSION = 'madoguchiSession'

export function guardSessions(api: FastifyInstance, sessionOf: SessionOf) {
  api.decorateRequest(SESSION, null)
  api.addHook('onRequest', async (request) => {
    const session = await sessionOf(request.headers.cookie)
    request.setDecorator(SESSION, session)
    if (session === null && !request.routeOptions.config.open)
      throw new Refused(401, 'signed_out', 'Sign in to see this')
  })
}

export const sessionFrom = (request: FastifyRequest): Session | null => request.getDecorator<Session | null>(SESSION)

/** The session of a closed route. */
export function signedIn(request: FastifyRequest): Session {
  const session = sessionFrom(request)
  if (session === null) throw new Error(`${request.url} is open and asks for a session`)
  return session
}

export const actorOf = (request: FastifyRequest): Actor => ({ by: signedIn(request).agent, address: request.ip })

/** Refuses with 403, whether or not there is such a channel. */
export function need(request: FastifyRequest, channel: string, role: Exclude<Role, 'ops'>): Session {
  const session = signedIn(request)
  if (!allows(session.rights, channel, role)) throw forbidden()
  return session
}
