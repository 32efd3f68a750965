// The reader's clock: language of the screen, zone of the browser as it was when the page was opened.
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { buddhistYears } from './calendar.ts'
import { createClock, type Clock } from './clock.ts'

// Formatters of Intl are dear to make, and so is asking for the zone: once a page, language and zone, not once a row.
const clocks = new Map<string, Clock>()
const here = Intl.DateTimeFormat().resolvedOptions().timeZone

/** `zone`: another one than the browser's. */
export function useClock(zone: () => string = () => here): ComputedRef<Clock> {
  const { locale } = useI18n()
  return computed(() => clockOf(locale.value, zone(), buddhistYears.value))
}

function clockOf(locale: string, zone: string, buddhist: boolean): Clock {
  const key = `${locale} ${zone} ${buddhist}`
  const clock = clocks.get(key) ?? createClock({ locale, zone, buddhist })
  clocks.set(key, clock)
  return clock
}
