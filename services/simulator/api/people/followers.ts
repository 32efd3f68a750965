import { friendshipOf } from '../../world/person.ts'
import { ok, refuse } from '../answer.ts'
import type { Handler } from '../call.ts'

const LIFE = 24 * 3_600_000

/** `next` carries where to go on and when it was given: it lives for 24 h. */
function readStart(start: string | null, now: number): number | null {
  if (start === null) return 0
  const [at, index] = Buffer.from(start, 'base64url').toString().split(':').map(Number)
  const usable = at !== undefined && index !== undefined && Number.isInteger(index) && now - at < LIFE
  return usable ? index : null
}

export const followers: Handler = ({ platform, channel, query }) => {
  if (!channel.verified) return refuse(403, 'Access to this API is not available for your account')
  const now = platform.clock.now()
  const from = readStart(query.get('start'), now)
  if (from === null) return refuse(400, 'Invalid start param')
  const limit = Number(query.get('limit') ?? 300)
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
    return refuse(400, "The value for the 'limit' parameter is invalid")
  const friends = [...platform.world.people.values()].filter(
    (one) => one.consent && !one.deleted && friendshipOf(one, channel.id) === 'friend',
  )
  const userIds = friends.slice(from, from + limit).map((one) => one.id)
  const end = from + userIds.length
  return ok({ userIds, ...(end < friends.length ? { next: Buffer.from(`${now}:${end}`).toString('base64url') } : {}) })
}
