// How many conversations the views hold that are on the screen (LP-9). Asked at most every two seconds while rows of the channel change;
// what is dear for the server, because it looks at every reading position, every ten. A failure leaves the numbers as they were.
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { COUNT_MAX, type ListCounts } from '@madoguchi/contracts/http/snapshot'
import { HttpError, request } from '../http.ts'
import { createPaced } from './parts/paced.ts'
import { usePersonal } from './personal.ts'

export const useListCounts = defineStore('listCounts', () => {
  const personal = usePersonal()
  const counts = shallowRef<Readonly<Record<string, number>>>({})
  let channel: string | null = null
  let names: readonly string[] = []

  const isDear = (name: string) =>
    name === 'unread' || personal.views.find(({ id }) => id === name)?.filter.view === 'unread'
  const cheap = createPaced({ everyMs: 2_000, run: () => load(names.filter((name) => !isDear(name))) })
  const dear = createPaced({ everyMs: 10_000, run: () => load(names.filter(isDear)) })
  const both = [cheap, dear]

  async function load(some: string[]): Promise<void> {
    const asked = channel
    if (asked === null || some.length === 0) return
    const path = `/api/channels/${encodeURIComponent(asked)}/counts?view=${some.map(encodeURIComponent).join()}`
    const answer = await request<ListCounts>('GET', path).catch((failure: unknown) => {
      if (!(failure instanceof HttpError)) throw failure
    })
    if (answer !== undefined && asked === channel) counts.value = { ...counts.value, ...answer.counts }
  }

  const stir = () => both.forEach((one) => one.ask())
  document.addEventListener('visibilitychange', () => both.forEach((one) => one.look()))

  return {
    counts,
    /** Another channel: nothing is known of it. */
    open(id: string | null) {
      if (channel === id) return
      channel = id
      counts.value = {}
      both.forEach((one) => one.reset())
      if (id !== null) stir()
    },
    /** Names of views and ids of saved ones whose numbers are on the screen. */
    want(wanted: readonly string[]) {
      const more = wanted.some((name) => !names.includes(name))
      names = wanted
      if (!more) return
      both.forEach((one) => one.reset())
      stir()
    },
    /** Rows of the channel, or what is the agent's own, have changed. */
    stir,
    /** In words; null while unknown. At its most it is "n+". */
    wordOf(name: string, format: (n: number) => string): string | null {
      const n = counts.value[name]
      if (n === undefined) return null
      return n >= COUNT_MAX ? `${format(COUNT_MAX)}+` : format(n)
    },
  }
})
