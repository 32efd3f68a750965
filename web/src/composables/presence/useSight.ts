// Whether the console is in sight: the tab is shown and something was touched within two minutes (CO-1); and not, for others, when the
// agent wishes to appear away (CO-3).
import { useDocumentVisibility, useIdle } from '@vueuse/core'
import { watchEffect } from 'vue'
import { usePersonal } from '../../stores/personal.ts'
import { usePresence } from '../../stores/presence.ts'

const IDLE_MS = 2 * 60_000

export function useSight() {
  const presence = usePresence()
  const personal = usePersonal()
  const visibility = useDocumentVisibility()
  const { idle } = useIdle(IDLE_MS)
  watchEffect(() => presence.look(visibility.value === 'hidden' || idle.value || personal.preferences.appearAway))
}
