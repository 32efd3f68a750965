// The tab's title: how many wait (SH-14), the place, then the product.
import { watchEffect } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute } from 'vue-router'
import { countWord } from '../../composables/preview/countWord.ts'
import { useBadge } from '../../stores/badge.ts'

/** `more`: what is open there, e.g. a person's name. */
export function useHead(more: () => string | null = () => null): void {
  const route = useRoute()
  const { t } = useI18n()
  const badge = useBadge()
  watchEffect(() => {
    const place = route.meta.title === undefined ? [] : [t(route.meta.title)]
    const name = [more(), ...place, 'Madoguchi'].filter((part) => part !== null && part !== '').join(' · ')
    document.title = badge.tab === 0 || route.meta.open === true ? name : `(${countWord(badge.tab)}) ${name}`
  })
}
