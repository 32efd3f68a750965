// Which long texts the reader has opened: kept by the timeline, because a message scrolled far away is not drawn any more.
import { inject, provide, shallowReactive, type InjectionKey } from 'vue'

const UNFOLDED: InjectionKey<Set<string>> = Symbol('unfolded')

export const provideUnfolded = (): void => provide(UNFOLDED, shallowReactive(new Set<string>()))
export const useUnfolded = (): Set<string> => inject(UNFOLDED)!
