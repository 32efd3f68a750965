import { judgeInbound } from './inbound.ts'
import type { InboundClaim } from './inbound.ts'
import { judgeOutbound } from './outbound.ts'
import type { OutboundClaim } from './outbound.ts'
import { judgeKeys } from './keys.ts'
import { judgeOrder } from './order.ts'
import type { Ledger } from './ledger.ts'

// The verdict: what the product says it has and did, against what the platform sent and accepted. PURE over the
// ledger's records.
export type Rule =
  | 'inbound_lost'
  | 'inbound_doubled'
  | 'inbound_phantom'
  | 'outbound_lost'
  | 'outbound_doubled'
  | 'id_mismatch'
  | 'failed_but_accepted'
  | 'out_of_order'
  | 'key_missing'
  | 'key_reused'
  | 'key_expired'
  | 'needless_retry'

export type Violation = { rule: Rule; ids: string[]; records: number[] }
export type Claims = { inbound: InboundClaim[]; outbound: OutboundClaim[] }
export type Check = { ok: boolean; counts: Record<string, number>; violations: Violation[] }

export type Books = Pick<Ledger, 'deliveries' | 'calls' | 'messages'>

export function checkLedger({ ledger, inbound, outbound }: Claims & { ledger: Books }): Check {
  const arrived = judgeInbound(ledger, inbound)
  const violations = [
    ...arrived.violations,
    ...judgeOutbound(ledger, outbound),
    ...judgeOrder(ledger, outbound),
    ...judgeKeys(ledger),
  ]
  const counts = {
    deliveries: ledger.deliveries.length,
    calls: ledger.calls.length,
    messages: ledger.messages.length,
    inbound: inbound.length,
    outbound: outbound.length,
    platform_loss: arrived.platformLoss,
  }
  return { ok: violations.length === 0, counts, violations }
}
