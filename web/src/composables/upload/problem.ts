// Why a file cannot be sent, as a value: what an agent reads is made of it (problemWords.ts).
export type UploadProblem = { why: Why; limit?: number }

/**
 * `limit` is in bytes for tooLarge, in pixels for tooManyPixels. `wrongKind`: it is not what was asked for. `gone`: what was
 * uploaded once is no longer kept. `cancelled`: by the agent, who knows.
 */
export const WHYS = [
  'empty',
  'tooLarge',
  'tooManyPixels',
  'unreadable',
  'wrongKind',
  'offline',
  'signedOut',
  'forbidden',
  'tooSlow',
  'tooMany',
  'gone',
  'failed',
  'cancelled',
] as const
export type Why = (typeof WHYS)[number]

export class UploadFailed extends Error {
  readonly problem: UploadProblem
  constructor(problem: UploadProblem) {
    super(problem.why)
    this.problem = problem
  }
}

export const fail = (why: Why, limit?: number): UploadFailed =>
  new UploadFailed(limit === undefined ? { why } : { why, limit })

/** What was thrown on the way, as the one value; what nobody foresaw is `failed`. */
export const problemOf = (error: unknown): UploadProblem =>
  error instanceof UploadFailed ? error.problem : { why: 'failed' }

const BY_CODE: Record<string, Why> = {
  offline: 'offline',
  too_large: 'tooLarge',
  wrong_type: 'wrongKind',
  empty: 'empty',
  forbidden: 'forbidden',
  not_found: 'gone',
  gone: 'gone',
  too_slow: 'tooSlow',
  too_many: 'tooMany',
  signed_out: 'signedOut',
}

/** Of a refusal's code, as the gateway says it. */
export function refusedAs({ code, limit }: { code: string; limit?: number | undefined }): UploadFailed {
  const why = Object.hasOwn(BY_CODE, code) ? BY_CODE[code]! : 'failed'
  return fail(why, why === 'tooLarge' ? limit : undefined)
}
