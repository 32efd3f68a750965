// People and access, for admins (AD-7, AD-10).
// GET /api/admin/people → Person[] · POST NewPerson → 201 Invited · PATCH /api/admin/people/:id EditPerson → Person
// POST /api/admin/people/:id/link → Invited (a new one-time link) · GET /api/admin/audit?by=&what=&subject=&from=&to=&after= → AuditPage
// GET /api/admin/teams is the workspace's rows · POST NewTeam → 201 { id } · PATCH /api/admin/teams/:id EditTeam → 204
import { Type, type Static } from 'typebox'
import { Role } from '../row/agent.ts'
import { TEAM_NAME_MAX } from '../row/team.ts'

const strict = { additionalProperties: false }
const Name = Type.String({ minLength: 1, maxLength: 60 })

/** `channel`: an id, or '*' for every channel. */
export const Grant = Type.Object({ channel: Type.String({ minLength: 1, maxLength: 64 }), role: Role }, strict)
export type Grant = Static<typeof Grant>
const Grants = Type.Array(Grant, { maxItems: 500 })
const Teams = Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 100 })

export const NewPerson = Type.Object(
  { email: Type.String({ minLength: 3, maxLength: 254 }), name: Name, grants: Grants, teams: Teams },
  strict,
)
export type NewPerson = Static<typeof NewPerson>

/** `grants`, `teams`: all of them as they shall be. `active: false` ends sessions within 5 s; `handTo`: who gets the conversations then, null = nobody. */
export const EditPerson = Type.Object(
  {
    name: Type.Optional(Name),
    grants: Type.Optional(Grants),
    teams: Type.Optional(Teams),
    active: Type.Optional(Type.Boolean()),
    handTo: Type.Optional(Type.Union([Type.String({ maxLength: 64 }), Type.Null()])),
  },
  strict,
)
export type EditPerson = Static<typeof EditPerson>

export const Person = Type.Object({
  id: Type.String(),
  email: Type.String(),
  name: Type.String(),
  /** `invited`: never set a password. */
  state: Type.Union([Type.Literal('active'), Type.Literal('invited'), Type.Literal('off')]),
  grants: Type.Array(Grant),
  teams: Type.Array(Type.String()),
  /** Newest use of a session, ms. */
  seenAt: Type.Union([Type.Number(), Type.Null()]),
  createdAt: Type.Number(),
})
export type Person = Static<typeof Person>

/** `link`: shown once, good for 24 h and one use. */
export const Invited = Type.Object({ id: Type.String(), link: Type.String() })
export type Invited = Static<typeof Invited>

const TeamName = Type.String({ minLength: 1, maxLength: TEAM_NAME_MAX })
const Colour = Type.Integer({ minimum: 0, maximum: 11 })
export const NewTeam = Type.Object({ name: TeamName, colour: Colour }, strict)
export type NewTeam = Static<typeof NewTeam>
export const EditTeam = Type.Object(
  { name: Type.Optional(TeamName), colour: Type.Optional(Colour), active: Type.Optional(Type.Boolean()) },
  strict,
)
export type EditTeam = Static<typeof EditTeam>

/** Newest first. `by`: an agent's id or 'system'. `detail`: settings and ids, never text or a secret. */
export const AuditEntry = Type.Object({
  id: Type.Integer(),
  at: Type.Number(),
  by: Type.String(),
  address: Type.Union([Type.String(), Type.Null()]),
  what: Type.String(),
  subject: Type.Union([Type.String(), Type.Null()]),
  detail: Type.Unknown(),
})
export type AuditEntry = Static<typeof AuditEntry>
export const AUDIT_PAGE = 50
export const AuditPage = Type.Object({
  entries: Type.Array(AuditEntry),
  after: Type.Union([Type.String(), Type.Null()]),
})
export type AuditPage = Static<typeof AuditPage>
