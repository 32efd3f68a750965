// What takes rows in and out of a view without any change of their own: what was read, what is open, who is in which team, who was
// mentioned, and time.
import { watch } from 'vue'
import type { View } from '@madoguchi/contracts/row/listFilter'
import { useHalfMinute } from '../../composables/time/useNow.ts'
import { useListCounts } from '../listCounts.ts'
import { usePersonal } from '../personal.ts'

type Deps = {
  open: () => string | null
  view: () => View
  teams: () => readonly string[]
  stay: (id: string | null, before: string | null) => void
  /** These rows, or all. */
  reconsider: (ids?: string[]) => void
  reload: () => void
  /** Numbers may be others now. */
  stir: () => void
}

export function watchOwn({ open, view, teams, stay, reconsider, reload, stir }: Deps): void {
  const personal = usePersonal()
  const counts = useListCounts()
  watch(open, stay)
  watch(
    () => personal.readings,
    (now, before) => {
      if (view() === 'unread') reconsider(Object.keys(now).filter((id) => now[id] !== before[id]))
      stir()
    },
  )
  // Rows of another team were never loaded.
  watch(
    () => teams().join(),
    () => view() === 'teams' && reload(),
  )
  // Who was mentioned where stands in no row; the number says that it is another list now.
  watch(
    () => counts.counts['mentions'],
    (_, before) => view() === 'mentions' && before !== undefined && reload(),
  )
  watch(useHalfMinute(), () => view() === 'reachable' && reconsider())
}
