// `@` in a note: who is suggested, which one is chosen, and putting the name in (CO-15). The field keeps the focus throughout.
import { computed, ref, watch, type Ref } from 'vue'
import { useSession } from '../../stores/session.ts'
import { useWorkspace } from '../../stores/workspace.ts'
import { everybody, found, type Somebody } from '../desk/assignable.ts'
import { named, queryAt, type Written } from './mentions.ts'

type Deps = {
  written: () => Written
  caret: Ref<number>
  /** The name is in; the caret goes there. */
  write: (written: Written, caret: number) => void
}
export type Naming = ReturnType<typeof useNaming>
const SHOWN = 8

export function useNaming({ written, caret, write }: Deps) {
  const workspace = useWorkspace()
  const session = useSession()
  const at = ref(0)
  /** Esc: this sign is a sign, until another one is written. */
  const dismissed = ref<number | null>(null)

  const query = computed(() => queryAt(written(), caret.value))
  const asked = computed(() => (query.value === null || query.value.start === dismissed.value ? null : query.value))
  const others = computed(() => {
    const me = session.me?.agent.id ?? ''
    return everybody(workspace.agents.values(), workspace.teams.values(), me).filter(({ id }) => id !== me)
  })
  const list = computed<Somebody[]>(() =>
    asked.value === null ? [] : found(others.value, asked.value.query).slice(0, SHOWN),
  )
  watch(
    () => asked.value?.query,
    () => (at.value = 0),
  )
  watch(query, (now) => now === null && (dismissed.value = null))

  function choose(somebody: Somebody | undefined) {
    if (asked.value === null || somebody === undefined) return
    const { caret: to, ...next } = named(written(), asked.value, somebody)
    write(next, to)
  }

  /** True: the key was the list's. */
  function keydown(event: KeyboardEvent): boolean {
    const count = list.value.length
    if (count === 0 || event.ctrlKey || event.metaKey || event.altKey) return false
    const by: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
    if (event.key === 'Escape') dismissed.value = asked.value?.start ?? null
    else if (event.key in by) at.value = (at.value + by[event.key]! + count) % count
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) choose(list.value[at.value])
    else return false
    event.preventDefault()
    return true
  }

  return { list, at, choose, keydown }
}
