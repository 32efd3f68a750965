// A date and a clock time in a zone ↔ an instant (pure). Where a clock is set forward the missing hour is taken as the one after it.

export type Wall = { date: string; time: string }

const formats = new Map<string, Intl.DateTimeFormat>()
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const numbers = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', ...numbers })
  formats.set(zone, format)
  return format
}

export function wallOf(at: number, zone: string): Wall {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  return {
    date: `${parts['year']!.padStart(4, '0')}-${parts['month']}-${parts['day']}`,
    time: `${parts['hour']}:${parts['minute']}`,
  }
}

/** null = no date or no time. */
export function instantOf({ date, time }: Wall, zone: string): number | null {
  const wanted = Date.parse(`${date}T${time}:00Z`)
  if (Number.isNaN(wanted)) return null
  const offsetAt = (at: number) => asUtc(wallOf(at, zone)) - Math.floor(at / 60_000) * 60_000
  const first = wanted - offsetAt(wanted)
  return wanted - offsetAt(first)
}

const asUtc = ({ date, time }: Wall) => Date.parse(`${date}T${time}:00Z`)

/** The day that many days later; days have no zone. */
export function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 24 * 60 * 60_000).toISOString().slice(0, 10)
}

/** 0 = Sunday. */
export const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay()
