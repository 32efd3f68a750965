// Whether a key belongs to an input method or to us (CM-4). Browsers disagree about the Enter that ends a composition:
// Chrome, Edge, Firefox: keydown(isComposing) → compositionend → keyup. Safari: compositionend → keydown(229, isComposing false) →
// keyup. And Android keyboards send 229 for whatever they keep to themselves.

/** 229 = "an input method has this key". */
const PROCESSED = 229
/** A keydown so soon after the end of a composition, with no key let go between, is the press that ended it. */
const SAME_PRESS_MS = 40

type Key = { keyCode: number; isComposing: boolean; timeStamp: number }

export function createImeGuard() {
  let composing = false
  let endedAt = -Infinity
  return {
    compositionstart(): void {
      composing = true
    },
    compositionend({ timeStamp }: { timeStamp: number }): void {
      composing = false
      endedAt = timeStamp
    },
    keyup(): void {
      endedAt = -Infinity
    },
    /** Focus went elsewhere: whatever was composed has ended. */
    blur(): void {
      composing = false
      endedAt = -Infinity
    },
    /** True: part of a composition, not a key for us. To be asked on keydown. */
    keeps({ keyCode, isComposing, timeStamp }: Key): boolean {
      if (composing || isComposing || keyCode === PROCESSED) return true
      return timeStamp - endedAt < SAME_PRESS_MS
    },
  }
}
