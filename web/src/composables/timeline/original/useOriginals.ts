// Quoted originals of the open timeline, and the way to them. Provided by what knows where the thread stands.
import { computed, inject, provide, ref, type InjectionKey, type Ref } from 'vue'
import { itemsOf, type Entry } from '../entries.ts'
import type { Quote } from '../sent/bubbles.ts'
import type { Body } from '@madoguchi/contracts/row/message'
import { answerTo } from './answer.ts'
import { buttonsIn, filmsIn } from './meant.ts'
import { originalOf, originalsIn, type Original } from './originals.ts'

const MARKED_MS = 2_000

export type UsedOriginals = {
  find(channel: string, quote: Quote): Original | null
  /** What the customer said first after it. */
  answer(id: string): Body | null
  /** The words on the button of ours that sends this data. */
  button(data: string): string | null
  /** The item with the film of this tracking id. */
  film(tracking: string): string | null
  /** Scrolls there and marks it for a moment. */
  goTo(id: string): void
  marked: Readonly<Ref<string | null>>
}

const ORIGINALS: InjectionKey<UsedOriginals> = Symbol('originals')

type Deps = { entries: Ref<Entry[]>; stand: (key: string) => Promise<void> }

export function provideOriginals({ entries, stand }: Deps): void {
  // Made when the first quote is drawn, and again only when the thread has changed.
  const items = computed(() => entries.value.flatMap(itemsOf))
  const keys = computed(
    () => new Map(entries.value.flatMap((entry) => itemsOf(entry).map(({ id }) => [id, entry.key]))),
  )
  const originals = computed(() => originalsIn(items.value))
  const places = computed(() => new Map(items.value.map(({ id }, i) => [id, i])))
  const buttons = computed(() => buttonsIn(items.value))
  const films = computed(() => filmsIn(items.value))
  const marked = ref<string | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function goTo(id: string) {
    const key = keys.value.get(id) ?? id
    await stand(key)
    marked.value = key
    clearTimeout(timer)
    timer = setTimeout(() => (marked.value = null), MARKED_MS)
  }

  provide(ORIGINALS, {
    find: (channel, quote) => originalOf(originals.value, channel, quote),
    answer: (id) => answerTo(items.value, places.value.get(id) ?? Infinity),
    button: (data) => buttons.value.get(data) ?? null,
    film: (tracking) => films.value.get(tracking) ?? null,
    goTo: (id) => void goTo(id),
    marked,
  })
}

/** Outside a timeline, in a preview of a template for instance, there are none. */
const NOWHERE: UsedOriginals = {
  find: () => null,
  answer: () => null,
  button: () => null,
  film: () => null,
  goTo: () => undefined,
  marked: ref(null),
}

export const useOriginals = (): UsedOriginals => inject(ORIGINALS, NOWHERE)
