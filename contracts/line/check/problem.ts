// What is wrong with a send. `field` in LINE's own notation, e.g. `messages[1].template.columns[0].actions[2].label`; `limit` where
// a number decides.

export const PROBLEMS = [
  'empty', // absent, or nothing in it
  'too_long', // text or address: more than `limit`
  'too_few', // a list with fewer than `limit`
  'too_many', // … more than `limit`
  'out_of_range', // a number or time beyond `limit`
  'too_large', // more than `limit` bytes of JSON
  'too_deep', // more than `limit` objects inside each other
  'malformed', // not of the form it must have
  'not_https', // an address that LINE wants as https
  'not_encoded', // an address with characters that are to be percent-encoded
  'not_allowed', // known to LINE, but not as this value, in this place or beside that other field
  'misplaced', // an emoji whose index hits no `$`
  'uneven', // columns or bubbles that differ where all must be alike
  'unknown_field', // no such property in what LINE describes
  'unknown_kind', // no such type there
] as const
export type ProblemCode = (typeof PROBLEMS)[number]
export type Problem = { field: string; code: ProblemCode; limit?: number }

/** Where the send goes, if known: some fields are for one person only, others for groups and rooms. */
export type Where = 'user' | 'group' | 'room'

/** More than anybody reads: after so many, nothing more is looked at. */
export const PROBLEMS_MAX = 500

/** One check on its way through a send. */
export type Run = {
  readonly where: Where | undefined
  /** Objects entered and not left. */
  depth: number
  /** Moving pictures of the message at hand. */
  animated: number
  say(field: string, code: ProblemCode, limit?: number): void
  /** PROBLEMS_MAX are said. */
  full(): boolean
}

export function createRun(where: Where | undefined): Run & { problems: Problem[] } {
  const problems: Problem[] = []
  return {
    where,
    problems,
    depth: 0,
    animated: 0,
    say(field, code, limit) {
      if (problems.length < PROBLEMS_MAX) problems.push(limit === undefined ? { field, code } : { field, code, limit })
    },
    full: () => problems.length >= PROBLEMS_MAX,
  }
}
