// What is listed for what is typed, and which of it is chosen.
import { computed, ref, watch } from 'vue'
import { useSession } from '../../stores/session.ts'
import { find, LISTED_MAX, type Kind, type Piece } from './find.ts'
import { recentOf, remember } from './recent.ts'
import { sectionsOf } from './sections.ts'
import { useItems, type PaletteItem, type Possible } from './useItems.ts'
import { useNames } from './useNames.ts'

/** `heading`: stands above it. */
export type Option = { item: PaletteItem; pieces: Piece[]; heading: 'recent' | Kind | null }

export function usePalette(possible: Possible) {
  const agent = useSession().me?.agent.id ?? ''
  const recent = recentOf(agent)
  const query = ref('')
  const at = ref(0)
  const { hits, state } = useNames(query)
  const { items, named } = useItems(possible, hits)

  const whole = (item: PaletteItem) => [{ text: item.title, hit: false }]
  const options = computed<Option[]>(() => {
    if (query.value.trim() === '')
      return sectionsOf(items.value, recent).flatMap(({ title, items: some }) =>
        some.map((item, i) => ({ item, pieces: whole(item), heading: i === 0 ? title : null })),
      )
    const found = find(items.value, query.value, recent)
    // Behind what was found here, so that nothing moves under the reader when the server answers.
    const marked = new Map(find(named.value, query.value, recent).map((one) => [one.item.key, one]))
    const more = named.value.map((item) => marked.get(item.key) ?? { item, pieces: whole(item) })
    return [...found, ...more].slice(0, LISTED_MAX).map((one) => ({ ...one, heading: null }))
  })
  watch(query, () => (at.value = 0))

  function move(by: number) {
    const { length } = options.value
    if (length > 0) at.value = (at.value + by + length) % length
  }

  return {
    query,
    at,
    options,
    state,
    move,
    used: (item: PaletteItem) => remember(agent, item.key),
  }
}
