// Which list the address asks for, and ways to other lists.
import { computed } from 'vue'
import { useRoute, useRouter, type RouteLocationRaw } from 'vue-router'
import type { ListFilter } from '@madoguchi/contracts/row/listFilter'
import { listIn, listQuery, otherQuery, queryOf, type ListAddress } from './address.ts'

export function useListAddress() {
  const route = useRoute()
  const router = useRouter()
  // By its text: a new object for every step in the address would load the list anew.
  const text = computed(() => JSON.stringify(listIn(route.query)))
  const list = computed(() => JSON.parse(text.value) as ListAddress)

  const to = (list: ListAddress): RouteLocationRaw => ({
    name: 'chat',
    params: route.params,
    query: { ...otherQuery(route.query), ...queryOf(list) },
  })

  return {
    filter: computed<ListFilter>(() => list.value.filter),
    saved: computed(() => list.value.saved),
    /** The address of another list, for a link. */
    to,
    /** A view is a step one can go back from; turning at its filters is not. */
    show: (list: ListAddress) => void router.push(to(list)),
    turn: (filter: ListFilter) => void router.replace(to({ filter, saved: list.value.saved })),
    /** To be kept by links to conversations. */
    kept: computed(() => listQuery(route.query)),
    /** What of it holds in another channel: saved views may be of this one. */
    elsewhere: computed(() => queryOf({ filter: list.value.filter, saved: null })),
  }
}
