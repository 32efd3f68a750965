import type { Books, Violation } from './check.ts'

export type InboundClaim = { channel: string; webhookEventId: string }

type Story = { acked: boolean; signed: boolean; records: number[] }

/** What became of every event: sent under a good signature, and answered 2xx in time. */
function storiesOf({ deliveries }: Books): Map<string, Story> {
  const stories = new Map<string, Story>()
  for (const { channel, eventIds, sign, whole, verdict, n } of deliveries) {
    for (const id of eventIds) {
      const key = `${channel} ${id}`
      let story = stories.get(key)
      if (story === undefined) stories.set(key, (story = { acked: false, signed: false, records: [] }))
      story.signed ||= sign === 'good' && whole
      story.acked ||= verdict === 'ok' && sign === 'good' && whole
      story.records.push(n)
    }
  }
  return stories
}

function countClaims(claims: InboundClaim[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { channel, webhookEventId } of claims) {
    const key = `${channel} ${webhookEventId}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

const idOf = (key: string) => key.slice(key.indexOf(' ') + 1)

/** Events without an id cannot be told apart; so many unknown ids per channel are believed to be theirs. */
function idlessOf({ deliveries }: Books): Map<string, number> {
  const left = new Map<string, number>()
  for (const { channel, idless, sign } of deliveries)
    if (sign === 'good') left.set(channel, (left.get(channel) ?? 0) + idless)
  return left
}

export function judgeInbound(books: Books, claims: InboundClaim[]): { violations: Violation[]; platformLoss: number } {
  const stories = storiesOf(books)
  const counts = countClaims(claims)
  const idless = idlessOf(books)
  const violations: Violation[] = []
  let platformLoss = 0
  for (const [key, story] of stories) {
    const have = counts.get(key) ?? 0
    if (have === 0 && story.acked) violations.push({ rule: 'inbound_lost', ids: [idOf(key)], records: story.records })
    if (have === 0 && !story.acked) platformLoss++
    if (have > 1) violations.push({ rule: 'inbound_doubled', ids: [idOf(key)], records: story.records })
    if (have > 0 && !story.signed)
      violations.push({ rule: 'inbound_phantom', ids: [idOf(key)], records: story.records })
  }
  for (const key of counts.keys()) {
    if (stories.has(key)) continue
    const channel = key.slice(0, key.indexOf(' '))
    const left = idless.get(channel) ?? 0
    if (left > 0) idless.set(channel, left - 1)
    else violations.push({ rule: 'inbound_phantom', ids: [idOf(key)], records: [] })
  }
  return { violations, platformLoss }
}
