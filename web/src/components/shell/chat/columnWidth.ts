// A column's width as this browser's reader has set it; null = as the style says. In px, kept over visits.
import { useLocalStorage } from '@vueuse/core'
import { computed } from 'vue'

export const COLUMN_MIN = 240
export const COLUMN_MAX = 560

export type ColumnWidth = ReturnType<typeof columnWidth>

export function columnWidth(name: 'list' | 'person') {
  const px = useLocalStorage<number | null>(`madoguchi.width.${name}`, null, {
    serializer: { read: (text) => Number(text) || null, write: String },
  })
  return {
    px,
    chosen: computed(() => (px.value === null ? undefined : `${px.value}px`)),
    set(to: number) {
      px.value = Math.round(Math.max(COLUMN_MIN, Math.min(COLUMN_MAX, to)))
    },
    reset() {
      px.value = null
    },
  }
}
