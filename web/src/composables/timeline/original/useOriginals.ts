// Quoted originals of the open timeline, and the way to them. Provided by what knows where the thread stands.
import { computed, inject, provide, ref, type InjectionKey, type Ref } from 'vue'
import { itemsOf, type Entry } from '../entries.ts'
import type { Quote } from '../sent/bubbles.ts'
import type { Body } from '@madoguchi/contracts/row/message'
import { useMark } from '../useMark.ts'
import { answerTo } from './answer.ts'
import { buttonsIn, filmsIn } from './meant.ts'
import { originalOf, originalsIn, rowOf, type Original } from './originals.ts'

export type UsedOriginals = {
  find(channel: string, quote: Quote): Original | null
  /** Where an original that is not loaded would be; null = it is here, or nobody can lead there. */
  elsewhere(channel: string, quote: Quote): string | null
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

type Deps = {
  entries: Ref<Entry[]>
  stand: (key: string, top: number | null) => Promise<void>
  /** Through the address, so that one can go back, and to what is not loaded. */
  lead?: (item: string) => void
}
/** Where one is led: what stands nearest to `at` serves where the item itself is not drawn. */
export type Arrive = (to: { item: string; at: number | null; top: number | null; mark: boolean }) => Promise<void>

export function provideOriginals({ entries, stand, lead }: Deps): Arrive {
  // Made when the first quote is drawn, and again only when the thread has changed.
  const items = computed(() => entries.value.flatMap(itemsOf))
  const keys = computed(
    () => new Map(entries.value.flatMap((entry) => itemsOf(entry).map(({ id }) => [id, entry.key]))),
  )
  const originals = computed(() => originalsIn(items.value))
  const places = computed(() => new Map(items.value.map(({ id }, i) => [id, i])))
  const buttons = computed(() => buttonsIn(items.value))
  const films = computed(() => filmsIn(items.value))
  const { marked, mark } = useMark()

  /** Of a row, or what comes next to a time. */
  function keyOf(item: string, at: number | null): string | undefined {
    const found = keys.value.get(item)
    if (found !== undefined) return found
    const when = at ?? items.value.find(({ id }) => id === item)?.at
    const next = items.value.find((one) => when !== undefined && one.at >= when) ?? items.value.at(-1)
    return keys.value.get(next?.id ?? '')
  }

  const arrive: Arrive = async ({ item, at, top, mark: marks }) => {
    const key = keyOf(item, at)
    if (key === undefined) return
    if (marks) mark(key)
    await stand(key, top)
    // From when it stands there: a busy machine may have taken longer than the mark lasts.
    if (marks) mark(key)
  }

  provide(ORIGINALS, {
    find: (channel, quote) => originalOf(originals.value, channel, quote),
    answer: (id) => answerTo(items.value, places.value.get(id) ?? Infinity),
    button: (data) => buttons.value.get(data) ?? null,
    film: (tracking) => films.value.get(tracking) ?? null,
    elsewhere(channel, quote) {
      const row = lead === undefined ? null : rowOf(channel, quote)
      return row === null || originals.value.byRow.has(row) || originals.value.byId.has(row) ? null : row
    },
    goTo: lead ?? ((item) => void arrive({ item, at: null, top: null, mark: true })),
    marked,
  })
  return arrive
}

/** Outside a timeline, in a preview of a template for instance, there are none. */
const NOWHERE: UsedOriginals = {
  find: () => null,
  elsewhere: () => null,
  answer: () => null,
  button: () => null,
  film: () => null,
  goTo: () => undefined,
  marked: ref(null),
}

export const useOriginals = (): UsedOriginals => inject(ORIGINALS, NOWHERE)
