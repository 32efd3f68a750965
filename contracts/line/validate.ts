// The limits of LINE, checked before anything is sent and again on the server: all that is wrong with one send. By hand over the
// tables of limits.ts; a compiled schema would need `new Function`, which our content policy forbids.
import { check } from './check/check.ts'
import { createRun, type Problem, type Where } from './check/problem.ts'
import { choice } from './check/rule.ts'
import { MESSAGES } from './limits.ts'
import { MESSAGES_MAX } from './size.ts'

export type { Problem, ProblemCode, Where } from './check/problem.ts'

const message = choice(() => MESSAGES)

/** None = LINE's published limits hold. `where`: whom it goes to, if known; mentions need a group, tracking ids a person. */
export function validateMessages(messages: unknown, where?: Where): Problem[] {
  if (!Array.isArray(messages) || messages.length === 0) return [{ field: 'messages', code: 'empty' }]
  if (messages.length > MESSAGES_MAX) return [{ field: 'messages', code: 'too_many', limit: MESSAGES_MAX }]
  const run = createRun(where)
  for (const [i, one] of messages.entries()) check(message, one, `messages[${i}]`, run)
  return run.problems
}
