// Keeps the reading of the channel in view fresh: at once when another channel is shown or this one tells of its quota's end, else when
// it is five minutes old, and only while somebody looks. Beside it, what leaves from the open conversation.
import { useDocumentVisibility } from '@vueuse/core'
import { computed, onScopeDispose, watch } from 'vue'
import { QUOTA_MS } from '@madoguchi/contracts/http/line'
import { useChannels } from '../../stores/channels.ts'
import { useConnection } from '../../stores/connection.ts'
import { useQuota } from '../../stores/quota.ts'
import { useThread } from '../../stores/thread.ts'
import { pushesSince } from './pushes.ts'

/** Also after a failure. */
const SOONEST_MS = 30_000

/** When to ask again, ms from now (pure): a reading that was old when it came is due the sooner. null = there is none. */
export const nextIn = (readAt: number | null, now: number, soonestMs: number): number =>
  readAt === null ? soonestMs : Math.min(QUOTA_MS, Math.max(soonestMs, readAt + QUOTA_MS - now))

export function useReadings(): void {
  const channels = useChannels()
  const connection = useConnection()
  const quota = useQuota()
  const thread = useThread()
  const visibility = useDocumentVisibility()
  let timer: ReturnType<typeof setTimeout> | undefined
  let gone = false

  async function refresh() {
    clearTimeout(timer)
    const channel = channels.current
    if (channel === null) return
    await quota.load(channel)
    if (channel === channels.current) plan(SOONEST_MS)
  }

  function plan(soonestMs: number) {
    clearTimeout(timer)
    if (gone || channels.current === null || visibility.value !== 'visible') return
    const { reading, error } = quota.of(channels.current)
    const ms = nextIn(error === null ? (reading?.at ?? null) : null, Date.now(), soonestMs)
    timer = setTimeout(() => void refresh(), ms)
  }

  watch([() => channels.current, () => channels.byId(channels.current)?.quotaEndedAt], () => void refresh(), {
    immediate: true,
  })
  watch(visibility, () => plan(0))
  watch(
    () => connection.state,
    (state) => {
      const channel = channels.current
      if (state === 'live' && channel !== null && quota.of(channel).error !== null) void refresh()
    },
  )
  onScopeDispose(() => {
    gone = true
    clearTimeout(timer)
  })

  const readAt = computed(() => quota.of(thread.conversation?.channel ?? '').reading?.at ?? null)
  watch(
    [() => thread.latest, readAt],
    ([items, since]) => {
      const { conversation } = thread
      if (conversation !== null && since !== null)
        quota.pushed(conversation.channel, pushesSince(items, conversation, since))
    },
    { immediate: true },
  )
}
