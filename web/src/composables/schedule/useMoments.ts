// Due times in words: in the channel's zone, with the zone's name; the browser's where a channel has none.
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useClock } from '../time/useClock.ts'

export type Moments = {
  zone: ComputedRef<string>
  /** `30 Nov 2026, 09:00` */
  moment: (at: number) => string
  /** `Japan Standard Time (Asia/Tokyo)` at that moment. */
  zoneWords: (at: number) => string
}

export function useMoments(given: () => string | undefined = () => undefined): Moments {
  const { t, locale } = useI18n()
  const mine = useClock()
  const zone = computed(() => given() ?? mine.value.zone)
  const clock = useClock(() => zone.value)
  const named = computed(() => new Intl.DateTimeFormat(locale.value, { timeZone: zone.value, timeZoneName: 'long' }))
  return {
    zone,
    moment: (at) => t('schedule.moment', { date: clock.value.date(at), time: clock.value.time(at) }),
    zoneWords(at) {
      const name = named.value.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value
      return name === undefined || name === zone.value ? zone.value : `${name} (${zone.value})`
    },
  }
}
