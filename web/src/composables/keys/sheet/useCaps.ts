// What stands on the caps of this keyboard, asked of the browser once. Firefox and Safari do not tell; then a letter's place shows the letter.
import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { isApple } from '../sendKey.ts'
import { capsOf, spoken, type Layout } from './caps.ts'

type WithKeyboard = { keyboard?: { getLayoutMap?: () => Promise<Layout> } }
const layout = shallowRef<Layout | null>(null)
let asked = false

export function useCaps() {
  const { t } = useI18n()
  const apple = isApple(navigator.platform)
  if (!asked) {
    asked = true
    // Refused inside a frame of another site.
    ;(navigator as WithKeyboard).keyboard?.getLayoutMap?.().then(
      (map) => (layout.value = map),
      () => {},
    )
  }

  /** In words: "Ctrl+K", "G, then C"; '' = none. */
  function said(keys: string): string {
    const [first, second] = spoken(keys, apple, layout.value)
    if (first === undefined) return ''
    return second === undefined ? first : t('keys.sequence', { first, second })
  }

  return { caps: (keys: string) => capsOf(keys, apple, layout.value), said, mod: apple ? '⌘' : 'Ctrl' }
}
