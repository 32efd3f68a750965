// A text field that grows with its text. CSS does it where the browser can (field-sizing); elsewhere its height follows the content.
import { onMounted, watch, type Ref } from 'vue'

export function useGrowing(field: Ref<HTMLTextAreaElement | null>, text: Ref<string>): void {
  if (CSS.supports('field-sizing', 'content')) return
  function fit() {
    const element = field.value
    if (element === null) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }
  onMounted(fit)
  watch(text, fit, { flush: 'post' })
}
