// Asking LINE before a send (MF-7): by "Check", and by "Send" itself where it must. A verdict holds for the very messages that were
// asked about; what LINE complained of stands on a slot until that slot is changed.
import { computed, onScopeDispose, shallowRef, type Ref } from 'vue'
import type { CheckedMessages } from '@madoguchi/contracts/http/line'
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'
import type { Checked, SlotProblem } from '../check.ts'
import { checkAtLine } from '../lineCheck.ts'
import type { Slot } from '../slots.ts'
import { complaintsOf, makersOf } from './complaints.ts'
import { needsCheck } from './needsCheck.ts'

/** `changed`: what was asked about is no longer what stands in the form. */
export type LineState = 'idle' | 'asking' | 'taken' | 'refused' | 'away' | 'changed'

type Judged = { of: string; objects: Map<string, string>; problems: SlotProblem[]; whole: string[] }
type Given = {
  channel: () => string | undefined
  slots: Readonly<Ref<readonly Slot[]>>
  checked: Readonly<Ref<Checked>>
  /** Where our uploads are served. */
  origin: string
  ask?: (channel: string, messages: readonly SendableMessage[]) => Promise<CheckedMessages>
}

export function useLineCheck({ channel, slots, checked, origin, ask = checkAtLine }: Given) {
  const state = shallowRef<LineState>('idle')
  const judged = shallowRef<Judged | null>(null)
  let gone = false
  onScopeDispose(() => (gone = true))

  const text = computed(() => JSON.stringify(checked.value.messages))
  const holds = computed(() => judged.value?.of === text.value)
  /** As it is to be shown: a verdict on something else is none. */
  const told = computed<LineState>(() => {
    if (state.value === 'asking' || state.value === 'changed' || state.value === 'idle') return state.value
    return holds.value ? state.value : 'idle'
  })
  const problems = computed(() => {
    const now = judged.value
    if (now === null || now.problems.length === 0) return []
    return now.problems.filter(({ slot }) => now.objects.get(slot) === written(checked.value, slot))
  })

  /** LINE takes them: true; false too when the form is gone or was changed meanwhile. */
  async function check(): Promise<boolean> {
    const to = channel()
    if (state.value === 'asking' || to === undefined) return false
    const [of, messages, makers] = [text.value, checked.value.messages, makersOf(slots.value, checked.value.built)]
    const objects = new Map(makers.map(({ key }) => [key, written(checked.value, key)]))
    state.value = 'asking'
    const answer = await ask(to, messages).catch((error: unknown) => {
      state.value = 'idle'
      throw error
    })
    if (gone) return false
    const { placed, whole } = answer.asked ? complaintsOf(answer.problems, makers) : { placed: [], whole: [] }
    judged.value = { of, objects, problems: placed, whole }
    state.value =
      of !== text.value ? 'changed' : !answer.asked ? 'away' : answer.problems.length > 0 ? 'refused' : 'taken'
    return state.value === 'taken'
  }

  return {
    state: told,
    problems,
    whole: computed(() => (holds.value ? (judged.value?.whole ?? []) : [])),
    check,
    /** May this go? Asks where it must and has not yet. When LINE could not be asked, the second press goes. */
    async passes(): Promise<boolean> {
      if (state.value === 'asking') return false
      if (!needsCheck(checked.value.messages, origin)) return true
      return told.value === 'taken' || told.value === 'away' ? true : check()
    },
  }
}

const written = ({ built }: Checked, key: string): string => JSON.stringify(built.get(key) ?? null)
