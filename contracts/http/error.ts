// Every refusal over HTTP: a code, a plain sentence in English, the field and limit where one is at fault, and the request's id.
import { Type, type Static } from 'typebox'
import { Clash } from '../merge.ts'

export const ErrorBody = Type.Object({
  code: Type.String(),
  message: Type.String(),
  field: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Number()),
  /** Of `changed`: fields that somebody else changed meanwhile, each with theirs (CO-20). */
  clashes: Type.Optional(Type.Array(Clash)),
  request: Type.Optional(Type.String()),
})
export type ErrorBody = Static<typeof ErrorBody>
