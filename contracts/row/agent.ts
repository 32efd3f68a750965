// A person of ours, as colleagues see them. A directory row: part −1.
import { Type, type Static } from 'typebox'

export const AgentRow = Type.Object({
  name: Type.String(),
  active: Type.Boolean(),
  /** Ids of the teams. */
  teams: Type.Array(Type.String()),
})
export type AgentRow = Static<typeof AgentRow>

export const ROLES = ['viewer', 'agent', 'supervisor', 'admin', 'ops'] as const
export const Role = Type.Union([
  Type.Literal('viewer'),
  Type.Literal('agent'),
  Type.Literal('supervisor'),
  Type.Literal('admin'),
  Type.Literal('ops'),
])
export type Role = Static<typeof Role>

/** Roles by channel id; '*' = every channel, those to come included. */
export const Rights = Type.Record(Type.String(), Type.Array(Role))
export type Rights = Static<typeof Rights>

/** Whether these rights allow what `role` may do in the channel: viewer < agent < supervisor < admin; ops stands apart and reads no text. */
export function allows(rights: Rights, channel: string, role: Exclude<Role, 'ops'>): boolean {
  const held = [...(rights[channel] ?? []), ...(rights['*'] ?? [])]
  const rank = ['viewer', 'agent', 'supervisor', 'admin']
  return held.some((r) => rank.indexOf(r) >= rank.indexOf(role))
}
