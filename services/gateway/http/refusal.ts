// A request refused: thrown anywhere in a route, answered as contracts/http/error.ts says. What is not foreseen is answered as
// 500 without a word of its inside, and logged.
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Clash } from '@madoguchi/contracts/merge'
import type { Logger } from '../../runtime/logger.ts'

type Details = { field?: string; limit?: number; clashes?: Clash[] }

export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly details: Details
  constructor(status: number, code: string, message: string, details: Details = {}) {
    super(message)
    this.status = status
    this.code = code
    this.details = details
  }
}

export const malformed = (field: string): Refused =>
  new Refused(400, 'malformed', field ? `"${field}" is not what this asks for` : 'This is not what was asked for', {
    field,
  })
export const forbidden = (): Refused => new Refused(403, 'forbidden', 'Your rights do not reach this')
export const notFound = (): Refused => new Refused(404, 'not_found', 'There is nothing here')
/** Fields that somebody else changed meanwhile, each with theirs. */
export const changed = (clashes: Clash[]): Refused =>
  new Refused(409, 'changed', 'Somebody else changed this meanwhile', { field: clashes[0]!.field, clashes })

/** SQLSTATEs of a read model that nobody has built yet: a projector that has not started. */
const NOT_BUILT = ['42P01', '3F000']

export function answerRefusals(logger: Logger) {
  return (error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply) => {
    const refused = error instanceof Refused ? error : translated(error as FastifyError)
    if (refused === null)
      logger.error({ request: request.id, error: error.stack ?? error.message }, 'http request failed')
    const { status, code, message, details } = refused ?? {
      status: 500,
      code: 'internal',
      message: 'This did not work; try again',
      details: {},
    }
    return reply.code(status).send({ code, message, ...details, request: request.id })
  }
}

/** What fastify and Postgres say in words of their own. */
function translated(error: FastifyError): Refused | null {
  if (NOT_BUILT.includes(error.code)) return new Refused(503, 'starting', 'The first rows are being made; try again')
  const status = error.statusCode ?? 500
  if (status === 413) return new Refused(413, 'too_large', 'This is too large')
  if (status === 415) return new Refused(415, 'malformed', 'Only application/json is understood')
  return status < 500 ? malformed('') : null
}
