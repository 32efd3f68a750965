import type { Random } from '../../random.ts'
import type { Sign } from '../../ledger/record.ts'
import type { Oddity } from './oddAttempt.ts'
import type { WebhookSettings } from '../settings.ts'

/** What befalls one attempt to deliver a body. */
export type BodyFate = { sign: Sign; oddity?: Oddity; huge: boolean; fault?: string }

/** PURE. At most one fault an attempt: a mixture would hide which of them the receiver failed at. */
export function bodyFate(body: WebhookSettings['body'], random: Random): BodyFate {
  if (random.chance(body.wrongSignature)) return { sign: 'wrong', huge: false, fault: 'wrong_signature' }
  if (random.chance(body.missingSignature)) return { sign: 'none', huge: false, fault: 'missing_signature' }
  if (random.chance(body.huge)) return { sign: 'good', huge: true, fault: 'huge' }
  for (const oddity of ['truncated', 'slow', 'closeEarly'] as const) {
    if (random.chance(body[oddity])) return { sign: 'good', huge: false, oddity, fault: oddity }
  }
  return { sign: 'good', huge: false }
}

/** One byte more than the 1 MiB a receiver may refuse, once wrapped into a body. */
export const PADDING = 'x'.repeat(1024 * 1024)
