// How much of the month is used (line.md §3.7): the limit, and what LINE has counted so far, its own manager's sends included. Both
// or nothing: half a reading would be drawn as a whole one.
import type { LineClient } from '../client.ts'
import { readOf, type Read } from '../outcome/read.ts'

/** `limit` null = unlimited. `used` is LINE's own approximation. */
export type Quota = { limit: number | null; used: number }

export async function readQuota(client: LineClient): Promise<Read<Quota>> {
  const [limit, used] = await Promise.all([
    client.ask('quota', (sdk) => sdk.getMessageQuotaWithHttpInfo()).then((answer) => readOf(answer, limitOf)),
    client
      .ask('quotaConsumption', (sdk) => sdk.getMessageQuotaConsumptionWithHttpInfo())
      .then((answer) => readOf(answer, usedOf)),
  ])
  if (limit.is !== 'found') return limit
  if (used.is !== 'found') return used
  return { is: 'found', value: { limit: limit.value.limit, used: used.value } }
}

/** In an object: null alone says that LINE's answer holds no limit that we know. */
function limitOf({ type, value }: Record<string, unknown>): { limit: number | null } | null {
  if (type === 'none') return { limit: null }
  return type === 'limited' && isCount(value) ? { limit: value } : null
}

const usedOf = ({ totalUsage }: Record<string, unknown>) => (isCount(totalUsage) ? totalUsage : null)
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
