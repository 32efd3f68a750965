// What LINE last said of each channel's quota. LINE is asked at most once in five minutes per channel and process, by all who look at
// once together; sooner only when the channel itself has told that its quota ended or is open again. While LINE is silent the last
// reading stands, with its time, and LINE is asked again after a little while.
import { QUOTA_MS, type QuotaReading } from '@madoguchi/contracts/http/line'
import type { Channel } from '../../../directory/channel.ts'
import { readQuota } from '../../../line/account/quota.ts'
import type { LineClients } from '../../../line/client.ts'

/** `endedAt`: what the channel told of its quota when LINE was asked. `why`: LINE gave no answer then. */
export type Asked = { at: number; endedAt: number | null; reading: QuotaReading | null; why: string | null }

export const SILENT_MS = 15_000

export function createQuotaReadings({ clients, now }: { clients: LineClients; now: () => number }) {
  const last = new Map<string, Asked>()
  const asking = new Map<string, Promise<Asked>>()

  async function ask(channel: Channel): Promise<Asked> {
    const { id, quotaEndedAt: endedAt } = channel
    const read = await readQuota(clients.for(channel))
    const at = now()
    const asked: Asked =
      read.is === 'found'
        ? { at, endedAt, reading: { ...read.value, at }, why: null }
        : { at, endedAt, reading: last.get(id)?.reading ?? null, why: read.is === 'trouble' ? read.why : 'no answer' }
    last.set(id, asked)
    return asked
  }

  const stands = ({ at, endedAt, why }: Asked, channel: Channel) =>
    now() - at < (why === null ? QUOTA_MS : SILENT_MS) && (why !== null || endedAt === channel.quotaEndedAt)

  return (channel: Channel): Promise<Asked> => {
    const known = last.get(channel.id)
    if (known !== undefined && stands(known, channel)) return Promise.resolve(known)
    const running = asking.get(channel.id) ?? ask(channel).finally(() => asking.delete(channel.id))
    asking.set(channel.id, running)
    return running
  }
}
