// What all parts of one message share: whether pictures may be asked for, and what answers a tap. A tappable part lies above the
// tappable part around it, whatever the drawing order: each level of nesting gets its own height.
import { computed, inject, provide, type ComputedRef, type InjectionKey } from 'vue'
import type { FlexAct } from './read/act.ts'

export type FlexDesk = {
  load: ComputedRef<boolean>
  /** `anchor`: what was tapped. */
  ask(act: FlexAct, anchor: HTMLElement): void
}

const DESK: InjectionKey<FlexDesk> = Symbol('flex')
const LEVEL: InjectionKey<ComputedRef<number>> = Symbol('flex level')

export const provideFlex = (desk: FlexDesk) => provide(DESK, desk)

export function useFlex(): FlexDesk {
  const desk = inject(DESK)
  if (desk === undefined) throw new Error('A part of a Flex message stands outside of one')
  return desk
}

/** How many tappable parts lie around this one; those within count this one too when `act` gives something. */
export function useLevel(act: () => FlexAct | null): ComputedRef<number> {
  const around = inject(LEVEL, null)
  const level = computed(() => around?.value ?? 0)
  provide(
    LEVEL,
    computed(() => level.value + (act() === null ? 0 : 1)),
  )
  return level
}
