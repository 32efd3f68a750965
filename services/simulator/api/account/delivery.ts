import { invalidValue, notFound, ok } from '../answer.ts'
import type { Handler } from '../call.ts'

const KINDS = new Set(['reply', 'push', 'multicast', 'broadcast'])
const HOUR = 3_600_000
/** LINE counts days in UTC+9, and began to count on this one. */
const dayOf = (at: number) => new Date(at + 9 * HOUR).toISOString().slice(0, 10).replaceAll('-', '')
const FIRST = '20180331'

/** A day that exists: February 31 would otherwise be taken for one of March. */
function isDay(date: string): boolean {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(date) ?? []
  const iso = `${year}-${month}-${day}`
  const parsed = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso)
}

/** How many messages a day brought; today is not ready yet. */
export const delivered: Handler = ({ platform, channel, params, query }) => {
  if (!KINDS.has(params.kind!)) return notFound()
  const date = query.get('date') ?? ''
  if (!isDay(date)) return invalidValue('date')
  if (date < FIRST) return ok({ status: 'out_of_service' })
  if (date >= dayOf(platform.clock.now())) return ok({ status: 'unready' })
  const found = platform.ledger.messages.filter(
    (one) => one.channel === channel.id && one.by === params.kind && dayOf(one.at) === date,
  )
  return ok({ status: 'ready', success: found.length })
}
