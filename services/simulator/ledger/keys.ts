import type { Books, Violation } from './check.ts'
import type { CallRecord } from './record.ts'

const DAY = 24 * 3_600_000
const PUSH = '/v2/bot/message/push'

/** An attempt that cannot have been meant for the platform's reasons: the answer before had settled the matter. */
const settled = (call: CallRecord) =>
  call.status === 409 || (call.status === 200 && call.accepted && call.withheld !== true)
const recipientOf = (call: CallRecord) => `${call.bodyHash} ${JSON.stringify(call.to)}`

function judgeKey(key: string, calls: CallRecord[]): Violation[] {
  const violations: Violation[] = []
  const tell = (rule: Violation['rule'], call: CallRecord) =>
    violations.push({ rule, ids: [key], records: [calls[0]!.n, call.n] })
  const first = calls[0]!
  for (const [i, call] of calls.entries()) {
    if (i === 0) continue
    if (recipientOf(call) !== recipientOf(first)) tell('key_reused', call)
    if (call.at - first.at >= DAY) tell('key_expired', call)
    if (calls.slice(0, i).some(settled)) tell('needless_retry', call)
  }
  return violations
}

/** Every push carries a key; one key, one body, one recipient, within 24 h, and no attempt once it is settled. */
export function judgeKeys({ calls }: Books): Violation[] {
  const pushes = calls.filter((call) => call.path === PUSH && call.method === 'POST')
  const bare = pushes.filter((call) => call.retryKey === undefined)
  const keyed = pushes.filter((call) => call.retryKey !== undefined)
  const groups = Map.groupBy(keyed, (call) => `${call.channel ?? ''} ${call.retryKey!.toLowerCase()}`)
  return [
    ...bare.map((call): Violation => ({ rule: 'key_missing', ids: [call.requestId], records: [call.n] })),
    ...[...groups.values()].flatMap((group) => judgeKey(group[0]!.retryKey!, group)),
  ]
}
