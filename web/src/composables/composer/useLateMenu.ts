// A menu whose items are loaded when it is first opened; it opens when they are there, so that it knows its size and its first item.
import { shallowRef, type Component } from 'vue'
import { useI18n } from 'vue-i18n'
import { useToasts } from '../../stores/toasts.ts'

export function useLateMenu(load: () => Promise<Component>) {
  const { t } = useI18n()
  const toasts = useToasts()
  const Items = shallowRef<Component | null>(null)

  async function open(toggle: () => void) {
    try {
      Items.value = await load()
      toggle()
    } catch {
      toasts.show({ text: t('composer.formFailed') })
    }
  }
  return { Items, open }
}
