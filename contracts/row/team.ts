// Agents who share work. A directory row: part −1. Who is in it stands on the agents.
import { Type, type Static } from 'typebox'

export const TEAM_NAME_MAX = 60
export const TeamRow = Type.Object({
  name: Type.String(),
  /** Of 12, see `tokens.css`. */
  colour: Type.Integer({ minimum: 0, maximum: 11 }),
  active: Type.Boolean(),
})
export type TeamRow = Static<typeof TeamRow>
