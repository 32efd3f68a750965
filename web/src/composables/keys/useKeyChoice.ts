// The keys in force for this agent, and what to call them on this machine.
import { computed } from 'vue'
import { useRouter } from 'vue-router'
import { usePersonal } from '../../stores/personal.ts'
import { inForce, NOTHING_CHANGED, type KeyChoice } from './command/inForce.ts'

export function useKeyChoice() {
  const personal = usePersonal()
  const router = useRouter()
  const there = (page: string) => router.hasRoute(page)
  const choice = computed<KeyChoice>(() => personal.preferences.keys ?? NOTHING_CHANGED)
  return { choice, there, bound: computed(() => inForce(choice.value, there)) }
}
