// A day of LINE's calendar in the reader's language: the quota returns at midnight in Japan, which elsewhere is another day.
import { computed, type ComputedRef } from 'vue'
import { useClock } from '../time/useClock.ts'

export function useTokyoDate(): ComputedRef<(at: number) => string> {
  const clock = useClock(() => 'Asia/Tokyo')
  return computed(() => clock.value.date)
}
