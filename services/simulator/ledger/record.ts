// The three kinds of record, append-only, in one order (`n`).
export type Verdict = 'ok' | 'error_status_code' | 'request_timeout' | 'could_not_connect' | 'unclassified'
export type Sign = 'good' | 'wrong' | 'none'

/** One attempt to deliver one webhook body. */
export type DeliveryRecord = {
  kind: 'delivery'
  n: number
  at: number
  channel: string
  attempt: number
  eventIds: string[]
  /** events in the body without a webhookEventId, as old fixtures have them */
  idless: number
  sign: Sign
  /** whether the body arrived as it was signed: false for truncated bodies and the like */
  whole: boolean
  verdict: Verdict
  status?: number
  latencyMs: number
  fault?: string
  bytes: number
}

/** One API call, also when its answer was withheld. */
export type CallRecord = {
  kind: 'call'
  n: number
  at: number
  requestId: string
  channel?: string
  method: string
  path: string
  retryKey?: string
  replyToken?: string
  to?: string | string[]
  bodyHash?: string
  status: number
  accepted: boolean
  /** LINE's message in a refusal */
  text?: string
  fault?: string
  /** the answer, or part of it, was kept from the caller, by a fault or because the connection was gone before it was whole */
  withheld?: boolean
}

/** One accepted message object. */
export type MessageRecord = {
  kind: 'message'
  n: number
  at: number
  messageId: string
  requestId: string
  retryKey?: string
  by: 'push' | 'reply' | 'multicast' | 'narrowcast' | 'broadcast'
  channel: string
  to: string
  position: number
  bodyHash: string
  delivered: boolean
  reason?: string
  /** people counted against the quota */
  counted: number
}

export type LedgerRecord = DeliveryRecord | CallRecord | MessageRecord
