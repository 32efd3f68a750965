// What a send into this conversation would cost at this moment (SH-12), for as long as it can be told: its rows must stand.
import { computed, type ComputedRef } from 'vue'
import { useChannels } from '../../stores/channels.ts'
import { useQuota } from '../../stores/quota.ts'
import { useThread } from '../../stores/thread.ts'
import { useSecond } from '../time/useNow.ts'
import { costOf, type Cost } from './cost.ts'

/** `ended`: a push would be refused. */
export type Costing = { cost: Cost; ended: boolean }

export function useCost(conversation: () => string): ComputedRef<Costing | null> {
  const channels = useChannels()
  const quota = useQuota()
  const thread = useThread()
  const now = useSecond()
  return computed(() => {
    const row = thread.conversation
    const channel = channels.byId(row?.channel ?? null)
    if (row === null || channel === undefined || thread.state !== 'ready' || row.id !== conversation()) return null
    const cost = costOf({
      items: thread.latest,
      windowMs: channel.replyWindow * 1000,
      people: row.kind === 'user' ? 1 : row.memberCount,
      now: now.value,
    })
    return { cost, ended: quota.ended(row.channel, now.value) !== null }
  })
}
