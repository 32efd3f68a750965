// Teams, for admins of every channel. Which there are everybody sees as rows of the workspace.
import type { FastifyInstance } from 'fastify'
import { EditTeam, NewTeam } from '@madoguchi/contracts/http/people'
import type { Directory } from '../../../directory/open.ts'
import { parse } from '../body.ts'
import { malformed, notFound, Refused } from '../refusal.ts'
import { actorOf, need } from '../session/guard.ts'

type ById = { Params: { id: string } }

export function adminTeamRoutes(
  api: FastifyInstance,
  { directory: { teams } }: { directory: Pick<Directory, 'teams'> },
) {
  api.post('/api/admin/teams', async (request, reply) => {
    need(request, '*', 'admin')
    const added = await teams.add(named(parse(NewTeam, request.body)), actorOf(request))
    if (!added.ok) throw taken()
    return reply.code(201).send({ id: added.id })
  })

  api.patch<ById>('/api/admin/teams/:id', async (request, reply) => {
    need(request, '*', 'admin')
    const edited = await teams.edit(request.params.id, named(parse(EditTeam, request.body)), actorOf(request))
    if (!edited.ok) throw edited.code === 'taken' ? taken() : notFound()
    return reply.code(204).send()
  })
}

function named<Wish extends { name?: string }>(wish: Wish): Wish {
  if (wish.name === undefined) return wish
  const name = wish.name.trim()
  if (name === '') throw malformed('name')
  return { ...wish, name }
}

const taken = () => new Refused(409, 'taken', 'Another team is called so', { field: 'name' })
