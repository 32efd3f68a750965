import type { Books, Violation } from './check.ts'
import type { MessageRecord } from './record.ts'

export type OutboundClaim = {
  /** the product's message id */
  id: string
  /** LINE's id of the recipient, or the product's conversation id ending in it */
  conversation: string
  seq: number
  state: string
  lineIds: string[]
  bodyHash: string
}

/** One acceptance: all message objects that one request brought to one recipient. */
export type Acceptance = {
  n: number
  at: number
  to: string
  bodyHash: string
  retryKey: string | undefined
  requestId: string
  lineIds: string[]
  records: number[]
}

export function acceptancesOf({ messages }: Pick<Books, 'messages'>): Acceptance[] {
  const found = new Map<string, Acceptance>()
  for (const record of messages) add(found, record)
  return [...found.values()]
}

function add(
  found: Map<string, Acceptance>,
  { requestId, to, n, at, bodyHash, retryKey, messageId }: MessageRecord,
): void {
  const key = `${requestId} ${to}`
  let one = found.get(key)
  if (one === undefined) found.set(key, (one = { n, at, to, bodyHash, retryKey, requestId, lineIds: [], records: [] }))
  one.lineIds.push(messageId)
  one.records.push(n)
}

export const isFor = (claim: OutboundClaim, acceptance: Acceptance) =>
  claim.conversation === acceptance.to || claim.conversation.endsWith(acceptance.to)

/**
 * Acceptances that belong to a claim: those under its id as key, those whose ids it names, and any of the same body
 * to the same recipient. Tests write a unique marker into every text, so the last catches a double under a new key.
 */
export function matchClaims(acceptances: Acceptance[], claims: OutboundClaim[]): Map<OutboundClaim, Acceptance[]> {
  const byKey = Map.groupBy(acceptances, (one) => one.retryKey?.toLowerCase() ?? '')
  const byHash = Map.groupBy(acceptances, (one) => one.bodyHash)
  const byLineId = new Map(acceptances.flatMap((one) => one.lineIds.map((id) => [id, one] as const)))
  return new Map(
    claims.map((claim) => {
      const named = claim.lineIds.flatMap((id) => byLineId.get(id) ?? [])
      const same = (byHash.get(claim.bodyHash) ?? []).filter((one) => isFor(claim, one))
      return [claim, [...new Set([...(byKey.get(claim.id.toLowerCase()) ?? []), ...named, ...same])]]
    }),
  )
}

const sameIds = (a: string[], b: string[]) => a.length === b.length && a.every((id, i) => id === b[i])

export function judgeOutbound(books: Books, claims: OutboundClaim[]): Violation[] {
  const violations: Violation[] = []
  for (const [claim, accepted] of matchClaims(acceptancesOf(books), claims)) {
    const tell = (rule: Violation['rule']) =>
      violations.push({ rule, ids: [claim.id], records: accepted.flatMap((one) => one.records) })
    if (accepted.length > 1) tell('outbound_doubled')
    if (claim.state === 'sent' && accepted.length === 0) tell('outbound_lost')
    if (claim.state === 'sent' && accepted.length > 0 && !accepted.some((one) => sameIds(one.lineIds, claim.lineIds)))
      tell('id_mismatch')
    if (claim.state === 'failed' && accepted.length > 0) tell('failed_but_accepted')
  }
  return violations
}
