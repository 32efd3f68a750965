// A message's verdict, live: it follows the row, the outbox, the line and, only while it may change by itself, the clock.
import { computed, type ComputedRef } from 'vue'
import { reachOf } from '@madoguchi/contracts/row/reach'
import { useChannels } from '../../stores/channels.ts'
import { useConnection } from '../../stores/connection.ts'
import { useThread } from '../../stores/thread.ts'
import { useHalfMinute, useSecond } from '../time/useNow.ts'
import type { TimelineItem } from '../timeline/item.ts'
import { isUnsettled, verdictOf, type Verdict } from './verdict.ts'

export function useVerdict(of: () => TimelineItem): ComputedRef<Verdict> {
  const thread = useThread()
  const channels = useChannels()
  const connection = useConnection()
  const second = useSecond()
  const halfMinute = useHalfMinute()
  return computed(() => {
    const item = of()
    const now = isUnsettled(item) ? second.value : halfMinute.value
    return verdictOf(item, {
      now,
      online: connection.state === 'live' || connection.state === 'catchingUp',
      channelPaused: channels.byId(item.channel)?.paused === 'token',
      reachable: thread.conversation === null || reachOf(thread.conversation, now).can !== 'no',
    })
  })
}
