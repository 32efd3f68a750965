import { inject, provide } from 'vue'
import type { InjectionKey } from 'vue'
import type { Action } from './actions.ts'

// What a touch on a message does. Provided by the bubble, used by whatever of it can be touched.
export type Touch = {
  /** a button, a quick reply, an area */
  tap(action: Action): void
  /** a picture, to see it large */
  enlarge(address: string, words: string): void
  /** a film of ours was watched to its end */
  watched(trackingId: string): void
  /** where the phone gets an address of this message from */
  media(address: unknown): string
}

const KEY: InjectionKey<Touch> = Symbol('touch')
export const provideTouch = (touch: Touch) => provide(KEY, touch)
export const useTouch = () => inject(KEY)!
