import type { Group } from '../../world/group.ts'
import { invalidValue, notFound, ok, refuse } from '../answer.ts'
import type { Answer } from '../answer.ts'
import type { Call, Handler } from '../call.ts'
import { isUserId, profileOf } from './profile.ts'

type Kind = Group['kind']

/** The group of the path, when the channel is in it; else LINE's refusal. */
function find(kind: Kind, { platform, channel, params }: Call): Group | Answer {
  const id = params[`${kind}Id`]!
  if (!new RegExp(`^${kind === 'group' ? 'C' : 'R'}[0-9a-f]{32}$`).test(id)) return invalidValue(`${kind}Id`)
  const group = platform.world.groups.get(id)
  return group?.kind === kind && group.channels.has(channel.id) ? group : notFound()
}

const within =
  (kind: Kind, answer: (group: Group, call: Call) => Answer): Handler =>
  (call) => {
    const found = find(kind, call)
    return 'status' in found ? found : answer(found, call)
  }

export const summary: Handler = within('group', (group, { platform }) =>
  ok({
    groupId: group.id,
    groupName: group.name,
    ...(group.pictureUrl === undefined ? {} : { pictureUrl: platform.absolute(group.pictureUrl) }),
  }),
)

export const count = (kind: Kind) => within(kind, (group) => ok({ count: group.members.size }))

export const memberIds = (kind: Kind) =>
  within(kind, (group, { channel, platform, query }) => {
    if (!channel.verified) return refuse(403, 'Access to this API is not available for your account')
    const from = Number(query.get('start') ?? 0)
    if (!Number.isInteger(from) || from < 0) return refuse(400, 'Invalid start param')
    const all = [...group.members].filter((id) => platform.world.people.get(id)?.consent === true)
    const next = from + 100 < all.length ? { next: String(from + 100) } : {}
    return ok({ memberIds: all.slice(from, from + 100), ...next })
  })

/** Also for non-friends and blockers; without status message and language. */
export const member = (kind: Kind) =>
  within(kind, (group, { platform, params }) => {
    const userId = params.userId!
    if (!isUserId(userId)) return invalidValue('userId')
    const person = platform.world.people.get(userId)
    if (person === undefined || !group.members.has(userId) || !person.consent || person.deleted) return notFound()
    const { statusMessage: _status, language: _language, ...seen } = profileOf(platform, person)
    return ok(seen)
  })

export const leave = (kind: Kind) =>
  within(kind, (group, { platform, channel }) => {
    group.channels.delete(channel.id)
    platform.events.raise(channel, { type: 'leave', reply: false, source: { type: kind, id: group.id } })
    platform.feed.emit('world', { group: group.id })
    return ok()
  })
