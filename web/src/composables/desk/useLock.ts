// Whether the open conversation is somebody else's, so that a reply is not sent without a second thought (CO-5).
import { computed, watch } from 'vue'
import { useAgents } from '../../stores/agents.ts'
import { useChannels } from '../../stores/channels.ts'
import { useReplyOnce } from '../../stores/replyOnce.ts'
import { lockOf } from './lock.ts'
import { useOpenDesk } from './useOpenDesk.ts'

export type OpenLock = ReturnType<typeof useLock>

export function useLock() {
  const [agents, channels, once] = [useAgents(), useChannels(), useReplyOnce()]
  const { row, desk, me, may, supervisor, take } = useOpenDesk()

  /** null: nobody's, one's own, or of a reader who may not write anyway. */
  const lock = computed(() => {
    if (row.value === null || desk.value === null || !may.value) return null
    const { assignee } = desk.value
    return lockOf({
      assignee,
      me: me.value,
      active: assignee !== null && agents.byId(assignee)?.active === true,
      rule: channels.byId(row.value.channel)?.desk.lock ?? 'soft',
      supervisor: supervisor.value,
    })
  })
  const passed = computed(() => row.value !== null && once.has(row.value.id))
  // Of another agent now, or of nobody: that leave was not for this.
  watch(
    () => lock.value?.by,
    (now, before) => now !== before && row.value !== null && once.withdraw(row.value.id),
  )

  return {
    lock,
    /** "Reply once" was chosen, and the reply has not been sent yet. */
    passed,
    /** Nothing of a reply leaves now. */
    shut: computed(() => lock.value !== null && (lock.value.hard || !passed.value)),
    replyOnce: () => row.value !== null && once.grant(row.value.id),
    withdraw: () => row.value !== null && once.withdraw(row.value.id),
    take,
  }
}
