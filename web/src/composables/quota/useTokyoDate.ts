// A day of LINE's calendar in the reader's language: the quota returns at midnight in Japan, which elsewhere is another day.
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { createClock } from '../time/clock.ts'

export function useTokyoDate(): ComputedRef<(at: number) => string> {
  const { locale } = useI18n()
  return computed(() => createClock({ locale: locale.value, zone: 'Asia/Tokyo' }).date)
}
