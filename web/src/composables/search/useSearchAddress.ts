// Whether one searches and for what, from the address; and ways into it and out of it.
import { computed } from 'vue'
import { useRoute, useRouter, type RouteLocationRaw } from 'vue-router'
import { searchIn, searchQuery, withoutSearch, type SearchAsk } from './address.ts'

export function useSearchAddress() {
  const route = useRoute()
  const router = useRouter()
  // By its text: another step in the address is no other search.
  const text = computed(() => JSON.stringify(route.name === 'chat' ? searchIn(route.query) : null))
  const ask = computed(() => JSON.parse(text.value) as SearchAsk | null)

  const to = (ask: SearchAsk | null): RouteLocationRaw => ({
    name: 'chat',
    params: route.name === 'chat' ? route.params : {},
    query: { ...(route.name === 'chat' ? withoutSearch(route.query) : {}), ...searchQuery(ask) },
  })

  return {
    ask,
    /** Opening it is a step one can go back from; what is typed and chosen in it is none. */
    open: (q = '') => void router.push(to({ q, scope: 'channel' })),
    turn: (ask: SearchAsk) => void router.replace(to(ask)),
    close: () => void router.replace(to(null)),
    /** To be kept by links to what was found. */
    kept: computed(() => searchQuery(ask.value)),
  }
}
