// The address that leads to an item of the open conversation (DL-1): `?m=` is a step one can go back from, and back finds the reader where
// they stood.
import { useRoute, useRouter, type LocationQuery } from 'vue-router'
import { useThread } from '../../stores/thread.ts'

export function useLead() {
  const [route, router, thread] = [useRoute(), useRouter(), useThread()]
  const without = (query: LocationQuery): LocationQuery =>
    Object.fromEntries(Object.entries(query).filter(([key]) => key !== 'm'))
  return {
    to(item: string): void {
      if (route.query['m'] === item) thread.goTo({ item, at: null, top: null, mark: true })
      else void router.push({ query: { ...without(route.query), m: item } })
    },
    /** Back at the end the address says no more than the conversation. */
    off(): void {
      if (route.query['m'] !== undefined) void router.replace({ query: without(route.query) })
    },
  }
}
