// People and their access (AD-7), for admins of every channel: whoever may give any right must hold all of them.
import type { FastifyInstance } from 'fastify'
import { EditPerson, NewPerson, type Grant, type Invited, type Person } from '@madoguchi/contracts/http/people'
import type { Pool } from '../../../db/pool.ts'
import { looksLikeEmail, normalEmail } from '../../../directory/agents/email.ts'
import type { Agent } from '../../../directory/agents/stored.ts'
import type { Actor } from '../../../directory/audit.ts'
import type { Directory } from '../../../directory/open.ts'
import type { Log } from '../../../log/log.ts'
import { parse } from '../body.ts'
import { malformed, notFound, Refused } from '../refusal.ts'
import { actorOf, need } from '../session/guard.ts'
import { handOver, openOf, type Open } from './handOver.ts'

type Deps = { directory: Directory; pool: Pool; log: Pick<Log, 'append'>; publicUrl: string }
type ById = { Params: { id: string } }

export function adminPeopleRoutes(api: FastifyInstance, { directory, pool, log, publicUrl }: Deps) {
  const { agents } = directory

  api.get('/api/admin/people', async (request): Promise<Person[]> => {
    need(request, '*', 'admin')
    return agents.people()
  })

  api.post('/api/admin/people', async (request, reply) => {
    need(request, '*', 'admin')
    const { email, name, grants, teams } = parse(NewPerson, request.body)
    if (!looksLikeEmail(normalEmail(email))) throw malformed('email')
    fit(grants, teams)
    const added = await agents.add({ email, name: nameIn(name), password: null, grants }, actorOf(request))
    if (!added.ok) throw new Refused(409, 'taken', 'Somebody has this e-mail address already', { field: 'email' })
    if (teams.length > 0) await agents.edit(added.id, { teams }, actorOf(request))
    return reply.code(201).send(await invited(added.id, actorOf(request)))
  })

  api.patch<ById>('/api/admin/people/:id', async (request) => {
    const { agent: me } = need(request, '*', 'admin')
    const { id } = request.params
    const { handTo, ...wish } = parse(EditPerson, request.body)
    if (agents.get(id) === undefined) throw notFound()
    if (id === me && (wish.active === false || wish.grants !== undefined))
      throw new Refused(409, 'oneself', 'Nobody takes their own access', {
        field: wish.active === false ? 'active' : 'grants',
      })
    fit(wish.grants ?? [], wish.teams ?? [])
    const taker = wish.active === false && handTo ? takerOf(id, handTo) : null
    const open = taker === null ? [] : await openOf(pool, id)
    const change = { ...wish, ...(wish.name !== undefined && { name: nameIn(wish.name) }) }
    const edited = await agents.edit(id, change, actorOf(request))
    if (!edited.ok && edited.code === 'last_admin')
      throw new Refused(409, 'last_admin', 'Somebody must stay who may manage people')
    if (!edited.ok) throw notFound()
    if (taker !== null) await handed(id, open, taker, actorOf(request))
    return (await agents.people()).find((one) => one.id === id)
  })

  api.post<ById>('/api/admin/people/:id/link', async (request) => {
    need(request, '*', 'admin')
    if (agents.get(request.params.id) === undefined) throw notFound()
    return invited(request.params.id, actorOf(request))
  })

  async function invited(id: string, actor: Actor): Promise<Invited> {
    const token = await agents.makeLink(id, actor)
    if (token === null) throw new Refused(409, 'off', 'Who does not work here gets no link')
    return { id, link: `${publicUrl}/reset?token=${token}` }
  }

  function takerOf(from: string, to: string): Agent {
    const taker = agents.get(to)
    if (taker === undefined || !taker.active || to === from) throw malformed('handTo')
    return taker
  }

  async function handed(from: string, open: Open[], to: Agent, actor: Actor) {
    const n = await handOver(open, { log, to, by: actor.by, now: Date.now() })
    if (n > 0) await directory.note(actor, { what: 'agent.handedOver', subject: from, detail: { to: to.id, n } })
  }

  /** A right names a channel there is, a team one there is. */
  function fit(grants: Grant[], teams: string[]) {
    const channel = grants.findIndex((one) => one.channel !== '*' && directory.channels.get(one.channel) === undefined)
    if (channel >= 0) throw malformed(`grants.${channel}.channel`)
    const team = teams.findIndex((one) => directory.teams.get(one) === undefined)
    if (team >= 0) throw malformed(`teams.${team}`)
  }
}

function nameIn(given: string): string {
  const name = given.trim()
  if (name === '') throw malformed('name')
  return name
}
