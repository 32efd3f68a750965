// PURE: what ingest answered, against what stands on the log. Copies are allowed: of each event its first record counts.
import type { DeliveryRecord } from '../../simulator/ledger/record.ts'
import { stalledWithin, type Stall } from './stalls.fixture.ts'

export type Delivery = Pick<DeliveryRecord, 'eventIds' | 'verdict' | 'status' | 'latencyMs' | 'at'>
export type Logged = { id: string; key: string; part: number; off: number }

export type Judgement = {
  acknowledged: number
  /** Answered 503, and those of them that stand on the log all the same. */
  refused: number
  refusedButLogged: number
  /** Answered neither: the process died meanwhile. */
  unanswered: number
  lost: string[]
  /** An event that was acknowledged before another of its key was sent, and stands behind it. */
  disordered: string[]
  copies: number
  /** Longest time to an answer, ms. */
  slowest: number
  /** Of 200 (503 is said once it is too late for that): answers that took longer than they may, the time aside in which the machine stood still. */
  late: number
}

type Story = { sent: number; acked: number; refused: boolean }

type Evidence = { deliveries: Delivery[]; logged: Logged[]; stalls?: Stall[] }

const ANSWER_MS = 1_500

export function judge({ deliveries, logged, stalls = [] }: Evidence): Judgement {
  const stories = storiesOf(deliveries)
  const first = new Map<string, Logged>()
  for (const one of logged.toSorted((a, b) => a.part - b.part || a.off - b.off))
    if (!first.has(one.id)) first.set(one.id, one)
  const all = [...stories]
  const refused = all.filter(([, story]) => story.refused && story.acked === Infinity)
  const answered = deliveries.filter(({ status }) => status !== undefined)
  return {
    acknowledged: all.filter(([, story]) => story.acked < Infinity).length,
    refused: refused.length,
    refusedButLogged: refused.filter(([id]) => first.has(id)).length,
    unanswered: deliveries.length - answered.length,
    lost: all.filter(([id, story]) => story.acked < Infinity && !first.has(id)).map(([id]) => id),
    disordered: disorderOf(stories, [...first.values()]),
    copies: logged.length - first.size,
    slowest: Math.max(0, ...answered.map(({ latencyMs }) => latencyMs)),
    late: answered.filter(
      ({ latencyMs, at }) => latencyMs > ANSWER_MS && latencyMs - stalledWithin(stalls, at - latencyMs, at) > ANSWER_MS,
    ).length,
  }
}

/** `sent`: begin of the first attempt; `acked`: end of the first that was answered 200. By the platform's clock, ms. */
function storiesOf(deliveries: Delivery[]): Map<string, Story> {
  const stories = new Map<string, Story>()
  for (const { eventIds, verdict, status, latencyMs, at } of deliveries)
    for (const id of eventIds) {
      const story = stories.get(id) ?? { sent: Infinity, acked: Infinity, refused: false }
      stories.set(id, {
        sent: Math.min(story.sent, at - latencyMs),
        acked: verdict === 'ok' ? Math.min(story.acked, at) : story.acked,
        refused: story.refused || status === 503,
      })
    }
  return stories
}

/** Both times are written down by a busy process: less than this between them says nothing. */
const DOUBT_MS = 200

/** Bodies under way together have no order; one answered before another was sent has. */
function disorderOf(stories: Map<string, Story>, logged: Logged[]): string[] {
  const disordered: string[] = []
  for (const ofKey of Map.groupBy(logged, ({ key }) => key).values()) {
    let earliest = Infinity // acknowledgement among those that stand behind
    for (const { id } of ofKey.toReversed()) {
      const story = stories.get(id)
      if (story === undefined) continue
      if (earliest + DOUBT_MS < story.sent) disordered.push(id)
      earliest = Math.min(earliest, story.acked)
    }
  }
  return disordered
}
