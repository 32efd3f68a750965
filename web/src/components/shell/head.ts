// The tab's title: the place, then the product.
import { watchEffect } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute } from 'vue-router'

/** `more`: what is open there, e.g. a person's name. */
export function useHead(more: () => string | null = () => null): void {
  const route = useRoute()
  const { t } = useI18n()
  watchEffect(() => {
    const place = route.meta.title === undefined ? [] : [t(route.meta.title)]
    document.title = [more(), ...place, 'Madoguchi'].filter((part) => part !== null && part !== '').join(' · ')
  })
}
