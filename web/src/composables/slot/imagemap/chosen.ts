// Which area of the picture is at hand: drawn with handles, and open in the list below it.
import { inject, provide, shallowRef, type InjectionKey, type ShallowRef } from 'vue'

const CHOSEN: InjectionKey<ShallowRef<number | null>> = Symbol('chosen area')

export function provideChosen(): void {
  provide(CHOSEN, shallowRef<number | null>(null))
}
export const useChosen = (): ShallowRef<number | null> => inject(CHOSEN, () => shallowRef<number | null>(null), true)
