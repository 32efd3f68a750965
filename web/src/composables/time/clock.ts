// Moments as their reader sees them: in the reader's language and zone, 24 hours, the full moment with its zone for the tooltip.
import { dayKeyOf, daysBetween } from './day.ts'

export type Clock = {
  zone: string
  /** `14:32` */
  time(at: number): string
  /** The list's short form: clock time if today, "Yesterday", else the date (with the year when it is another one). */
  short(at: number, now: number): string
  /** `Friday 21 November`, with the year when it is another one. */
  day(at: number, now: number): string
  /** `November 2025` */
  month(at: number): string
  /** `Mon` */
  weekday(at: number): string
  /** `19 Nov 2025` */
  date(at: number): string
  /** Date, time to the second and zone. */
  full(at: number): string
  isToday(at: number, now: number): boolean
}

/** English dates day first: 04/05 means two things, "5 April" one. Thai counts years by the Buddhist era only where it is asked for. */
function dateLocale(locale: string, buddhist: boolean): string {
  if (locale === 'en') return 'en-GB'
  return locale === 'th' && !buddhist ? 'th-u-ca-gregory' : locale
}

/** Short dates in digits alone: a month has no name there but its number. */
const inDigits = (locale: string) => locale === 'ja' || locale === 'zh-TW'

/** `buddhist`: years of the Buddhist era, in Thai only. */
export function createClock(of: { locale: string; zone: string; buddhist?: boolean }): Clock {
  const { locale, zone, buddhist = false } = of
  const tag = dateLocale(locale, buddhist)
  const by = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(tag, { timeZone: zone, ...options })
    return (at: number) => wide(format.format(at), locale)
  }
  const time = by({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const shortMonth = inDigits(locale) ? 'numeric' : 'short'
  const date = by(locale === 'ja' ? { dateStyle: 'medium' } : { day: 'numeric', month: shortMonth, year: 'numeric' })
  const monthDay = by({ day: 'numeric', month: shortMonth })
  const day = by({ day: 'numeric', month: 'long', weekday: locale === 'ja' ? 'short' : 'long' })
  const dayAndYear = by({ day: 'numeric', month: 'long', year: 'numeric', weekday: locale === 'ja' ? 'short' : 'long' })
  const full = by({ dateStyle: 'full', timeStyle: 'long', hourCycle: 'h23' })
  const yesterday = yesterdayIn(tag)
  const year = (at: number) => dayKeyOf(at, zone).slice(0, 4)

  return {
    zone,
    time,
    month: by({ month: 'long', year: 'numeric' }),
    weekday: by({ weekday: 'short' }),
    date,
    full,
    isToday: (at, now) => daysBetween(at, now, zone) === 0,
    day: (at, now) => (year(at) === year(now) ? day : dayAndYear)(at),
    short(at, now) {
      const days = daysBetween(at, now, zone)
      if (days === 0) return time(at)
      if (days === 1) return yesterday
      return (year(at) === year(now) ? monthDay : date)(at)
    },
  }
}

function yesterdayIn(tag: string): string {
  const word = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }).format(-1, 'day')
  return word.charAt(0).toLocaleUpperCase(tag) + word.slice(1)
}

/** Japanese sets brackets full-width; Intl does not. */
const wide = (text: string, locale: string) =>
  locale === 'ja' ? text.replaceAll('(', '（').replaceAll(')', '）') : text
