// Asks for what the address says, when typing pauses; again when rights or channels change, since what was found may be seen no longer.
import { computed, onScopeDispose, watch } from 'vue'
import { SEARCH_MIN } from '@madoguchi/contracts/http/search'
import { lengthOf } from '@madoguchi/contracts/search/words'
import { useChannels } from '../../stores/channels.ts'
import { useSearch } from '../../stores/search.ts'
import { useSession } from '../../stores/session.ts'
import { useThread } from '../../stores/thread.ts'
import { useClock } from '../time/useClock.ts'
import { requestOf } from './request.ts'
import { useSearchAddress } from './useSearchAddress.ts'

const PAUSE_MS = 200

export function useFound() {
  const [search, channels, session, thread, clock] = [useSearch(), useChannels(), useSession(), useThread(), useClock()]
  const { ask } = useSearchAddress()
  let timer: ReturnType<typeof setTimeout> | undefined

  /** null: nothing to look for yet. */
  const path = computed(() => {
    const now = ask.value
    const channel = channels.current
    if (now === null || channel === null) return null
    if (lengthOf(now.q.trim()) < SEARCH_MIN.names) return null
    if (now.scope === 'conversation' && thread.id === null) return null
    return requestOf(now, { channel, conversation: thread.id, zone: clock.value.zone })
  })

  watch(
    [path, () => JSON.stringify(session.me?.rights ?? {})],
    ([to], [before]) => {
      clearTimeout(timer)
      if (to === null) search.clear()
      else timer = setTimeout(() => void search.look(to), before === undefined ? 0 : PAUSE_MS)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    clearTimeout(timer)
    search.clear()
  })
}
