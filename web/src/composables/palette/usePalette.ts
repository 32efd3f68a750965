// What is listed for what is typed, and which of it is chosen.
import { computed, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { SEARCH_MAX } from '@madoguchi/contracts/http/search'
import { useSession } from '../../stores/session.ts'
import { useSearchAddress } from '../search/useSearchAddress.ts'
import { find, LISTED_MAX, type Kind, type Piece } from './find.ts'
import { recentOf, remember } from './recent.ts'
import { sectionsOf } from './sections.ts'
import { useItems, type PaletteItem, type Possible } from './useItems.ts'
import { useNames } from './useNames.ts'

/** `heading`: stands above it. */
export type Option = { item: PaletteItem; pieces: Piece[]; heading: 'recent' | Kind | null }

const SEARCH = 'command:search'

export function usePalette(possible: Possible) {
  const agent = useSession().me?.agent.id ?? ''
  const recent = recentOf(agent)
  const query = ref('')
  const at = ref(0)
  const { hits, state } = useNames(query)
  const { items, named } = useItems(possible, hits)
  const { t } = useI18n()
  const { open } = useSearchAddress()

  /** What is no name may stand in what was said: always the last way on. */
  const search = computed<PaletteItem>(() => {
    const q = query.value.trim().slice(0, SEARCH_MAX)
    return { key: SEARCH, kind: 'command', title: t('palette.search', { query: q }), run: () => open(q) }
  })
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
    const all = [...found, ...more].slice(0, LISTED_MAX - 1)
    return [...all, { item: search.value, pieces: whole(search.value) }].map((one) => ({ ...one, heading: null }))
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
    /** Nothing is called so. */
    empty: computed(() => options.value.every(({ item }) => item.key === SEARCH)),
    state,
    move,
    used: (item: PaletteItem) => void (item.key === SEARCH || remember(agent, item.key)),
  }
}
