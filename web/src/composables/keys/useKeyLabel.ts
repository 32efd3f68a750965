// The key a command has now, for tooltips and hints: nothing when it has none or single keys are off.
import { computed, type ComputedRef } from 'vue'
import { keysOf } from './command/inForce.ts'
import type { CommandId } from './command/table.ts'
import { isApple } from './sendKey.ts'
import { spoken } from './sheet/caps.ts'
import { useKeyChoice } from './useKeyChoice.ts'

export function useKeyLabel(id: CommandId): ComputedRef<string | undefined> {
  const { choice, bound } = useKeyChoice()
  const apple = isApple(navigator.platform)
  return computed(() => {
    const keys = keysOf(id, choice.value)
    return bound.value.get(keys) === id ? spoken(keys, apple).join(' ') : undefined
  })
}
