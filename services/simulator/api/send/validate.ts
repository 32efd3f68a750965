import { notFound, ok, refuseBody } from '../answer.ts'
import type { Handler } from '../call.ts'
import { checkMessages } from '../message/messages.ts'

const KINDS = new Set(['reply', 'push', 'multicast', 'narrowcast', 'broadcast'])

/** Looks at the objects only: neither recipients nor membership of mentions. */
export const validate: Handler = ({ params, body }) => {
  if (!KINDS.has(params.kind!)) return notFound()
  const problems = checkMessages(body.messages, null)
  return problems.length > 0 ? refuseBody(problems) : ok()
}
