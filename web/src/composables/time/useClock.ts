// The reader's clock: language of the screen, zone of the browser as it was when the page was opened.
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { createClock, type Clock } from './clock.ts'

// Formatters of Intl are dear to make, and so is asking for the zone: once a page and language, not once a row.
const clocks = new Map<string, Clock>()
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

export function useClock(): ComputedRef<Clock> {
  const { locale } = useI18n()
  return computed(() => clockOf(locale.value))
}

function clockOf(locale: string): Clock {
  const clock = clocks.get(locale) ?? createClock({ locale, zone })
  clocks.set(locale, clock)
  return clock
}
