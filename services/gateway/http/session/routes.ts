// Sign-in, sign-out, a new password by link, and what is an agent's alone.
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Reset, SignIn } from '@madoguchi/contracts/http/session'
import type { Pool } from '../../../db/pool.ts'
import { readPersonal } from '../../personal/read.ts'
import { parse } from '../body.ts'
import { Refused } from '../refusal.ts'
import { seesChannel } from '../snapshot/visible.ts'
import { createSessionCookie } from './cookie.ts'
import { sessionFrom, signedIn } from './guard.ts'
import { meOf, type MeDeps } from './me.ts'

type Deps = MeDeps & { pool: Pool; publicUrl: string }
const OPEN = { config: { open: true } }

export function sessionRoutes(api: FastifyInstance, deps: Deps) {
  const { pool, directory, publicUrl } = deps
  const { agents, sessions } = directory
  const cookie = createSessionCookie(publicUrl)

  api.post('/api/session', OPEN, async (request, reply) => {
    const signed = await agents.signIn({ ...parse(SignIn, request.body), address: request.ip })
    if (!signed.ok && signed.code === 'too_many') throw heldBack(signed.waitMs, reply)
    const me = signed.ok ? meOf(deps, signed.agent) : null
    if (!signed.ok || me === null) throw new Refused(401, 'wrong_credentials', 'E-mail and password do not fit')
    return reply.header('set-cookie', cookie.set(signed.token)).send(me)
  })

  api.get('/api/session', (request) => {
    const me = meOf(deps, signedIn(request).agent)
    if (me === null) throw new Refused(401, 'signed_out', 'Sign in to see this')
    return me
  })

  api.delete<{ Querystring: { everywhere?: string } }>('/api/session', OPEN, async (request, reply) => {
    const session = sessionFrom(request)
    const actor = session && { by: session.agent, address: request.ip }
    if (session && actor && request.query.everywhere === 'true') await sessions.endAll(session.agent, actor)
    else if (session && actor) await sessions.end(session.id, actor)
    return reply.header('set-cookie', cookie.clear()).code(204).send()
  })

  api.post('/api/password', OPEN, async (request, reply) => {
    const { token, password } = parse(Reset, request.body)
    const set = await agents.setPassword(token, password, request.ip)
    if (!set.ok) throw new Refused(410, 'link_invalid', 'This link was used or is too old', { field: 'token' })
    return reply.code(204).send()
  })

  api.get('/api/personal', (request) => {
    const { agent, rights } = signedIn(request)
    const channels = directory.channels.all().map(({ id }) => id)
    return readPersonal({ pool, agent, channels: channels.filter((id) => seesChannel(rights, id)) })
  })
}

function heldBack(waitMs: number, reply: FastifyReply): Refused {
  const seconds = Math.ceil(waitMs / 1_000)
  void reply.header('retry-after', seconds)
  return new Refused(429, 'too_many', `Too many tries; wait ${seconds} s`, { limit: seconds })
}
