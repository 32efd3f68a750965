// The keys in force for this agent: of the pages, those the rail shows them.
import { computed } from 'vue'
import { useLinks } from '../../components/shell/links.ts'
import { usePersonal } from '../../stores/personal.ts'
import { inForce, NOTHING_CHANGED, type KeyChoice } from './command/inForce.ts'

export function useKeyChoice() {
  const personal = usePersonal()
  const links = useLinks()
  const there = (page: string) => links.value.some(({ name }) => name === page)
  const choice = computed<KeyChoice>(() => personal.preferences.keys ?? NOTHING_CHANGED)
  return { choice, there, bound: computed(() => inForce(choice.value, there)) }
}
