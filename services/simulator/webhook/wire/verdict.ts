import type { Verdict } from '../../ledger/record.ts'

export type Outcome = { verdict: Verdict; status?: number; latencyMs: number; detail?: string }

/** LINE's limit for an answer; real time, whatever the simulated clock says. */
export const ANSWER_WITHIN = 2_000

const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

export function verdictOfError(error: unknown, timedOut: boolean): Verdict {
  if (timedOut) return 'request_timeout'
  const { code } = error as { code?: string }
  return code !== undefined && NEVER_CONNECTED.has(code) ? 'could_not_connect' : 'unclassified'
}

export const verdictOfStatus = (status: number): Verdict => (status >= 200 && status < 300 ? 'ok' : 'error_status_code')
