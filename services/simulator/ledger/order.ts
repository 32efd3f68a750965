import type { Books, Violation } from './check.ts'
import { acceptancesOf, matchClaims } from './outbound.ts'
import type { OutboundClaim } from './outbound.ts'

/** Per conversation, the order of (first) acceptance is the order of `seq`. */
export function judgeOrder(books: Books, claims: OutboundClaim[]): Violation[] {
  const matched = matchClaims(acceptancesOf(books), claims)
  const violations: Violation[] = []
  for (const mine of Map.groupBy(claims, (claim) => claim.conversation).values()) {
    let last: { claim: OutboundClaim; n: number } | undefined
    for (const claim of mine.toSorted((a, b) => a.seq - b.seq)) {
      const n = Math.min(...(matched.get(claim) ?? []).map((one) => one.n))
      if (n === Infinity) continue
      if (last !== undefined && n < last.n)
        violations.push({ rule: 'out_of_order', ids: [last.claim.id, claim.id], records: [n, last.n] })
      else last = { claim, n }
    }
  }
  return violations
}
