// The reader's clock: language of the screen, zone of the browser.
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { createClock, type Clock } from './clock.ts'

const clocks = new Map<string, Clock>()

export function useClock(): ComputedRef<Clock> {
  const { locale } = useI18n()
  return computed(() => clockOf(locale.value))
}

/** Formatters of Intl are dear to make: one set per language and zone, not one per component. */
function clockOf(locale: string): Clock {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const key = `${locale} ${zone}`
  const clock = clocks.get(key) ?? createClock({ locale, zone })
  clocks.set(key, clock)
  return clock
}
