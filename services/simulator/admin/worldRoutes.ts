import { textOr } from '../text.ts'
import { changeChannel, makeChannel, signingSecret } from '../world/channel.ts'
import type { Channel } from '../world/channel.ts'
import { changeGroup, makeGroup } from '../world/group.ts'
import { changePerson, makePerson } from '../world/person.ts'
import type { WorldInput } from '../world/world.ts'
import { wrong } from './admin.ts'
import type { AdminCall, AdminRoute } from './admin.ts'
import { viewChannel, viewGroup, viewPerson, viewWorld } from './view.ts'

const told = ({ platform }: AdminCall, what: Record<string, string>) => platform.feed.emit('world', what)

/** With the secret in force and a long-lived token, as LINE's console shows them to the owner. */
const ownChannel = ({ platform }: AdminCall, channel: Channel, token?: string) => ({
  ...viewChannel(channel),
  secrets: channel.secrets,
  secret: signingSecret(channel),
  ...(token === undefined ? {} : { longLivedToken: token }),
  now: platform.clock.now(),
})

const createChannel: AdminRoute['handle'] = (call) => {
  const { platform, body } = call
  const channel = makeChannel(body, platform.ids)
  platform.world.channels.set(channel.id, channel)
  told(call, { channel: channel.id })
  return { status: 201, json: ownChannel(call, channel, platform.tokens.issue('long', channel.id).token) }
}

/** Besides a channel's properties: rotate (new secret), reissueToken (long-lived), revokeTokens (all of them). */
const patchChannel: AdminRoute['handle'] = (call) => {
  const { platform, params, body } = call
  const channel = platform.world.channels.get(params.id!)
  if (channel === undefined) return wrong('no such channel', 404)
  const { reissueToken, revokeTokens, ...change } = body
  changeChannel(channel, change, platform.ids)
  if (revokeTokens === true) platform.tokens.revokeAll(channel.id)
  told(call, { channel: channel.id })
  return {
    json: ownChannel(
      call,
      channel,
      reissueToken === true ? platform.tokens.issue('long', channel.id).token : undefined,
    ),
  }
}

const createUser: AdminRoute['handle'] = (call) => {
  const person = makePerson(call.body, call.platform.ids)
  call.platform.world.people.set(person.id, person)
  told(call, { user: person.id })
  return { status: 201, json: viewPerson(person) }
}

const patchUser: AdminRoute['handle'] = (call) => {
  const person = call.platform.world.people.get(call.params.id!)
  if (person === undefined) return wrong('no such user', 404)
  changePerson(person, call.body)
  told(call, { user: person.id })
  return { json: viewPerson(person) }
}

const createGroup =
  (kind: 'group' | 'room'): AdminRoute['handle'] =>
  (call) => {
    const group = makeGroup(call.body, kind, call.platform.ids)
    call.platform.world.groups.set(group.id, group)
    told(call, { group: group.id })
    return { status: 201, json: viewGroup(group) }
  }

const patchGroup: AdminRoute['handle'] = (call) => {
  const group = call.platform.world.groups.get(call.params.id!)
  if (group === undefined) return wrong('no such group or room', 404)
  changeGroup(group, call.body)
  told(call, { group: group.id })
  return { json: viewGroup(group) }
}

const reset: AdminRoute['handle'] = async ({ reopen, body }) => {
  const platform = await reopen({
    ...(body.seed === undefined ? {} : { seed: textOr(body.seed) }),
    ...(body.world === undefined ? {} : { world: body.world as WorldInput }),
  })
  return { json: viewWorld(platform) }
}

export const worldRoutes: AdminRoute[] = [
  {
    method: 'GET',
    path: '/_sim/health',
    handle: ({ platform }) => ({
      json: { status: 'ready', now: platform.clock.now(), pending: platform.engine.pending() },
    }),
  },
  { method: 'POST', path: '/_sim/reset', handle: reset },
  { method: 'GET', path: '/_sim/world', handle: ({ platform }) => ({ json: viewWorld(platform) }) },
  { method: 'POST', path: '/_sim/channels', handle: createChannel },
  { method: 'PATCH', path: '/_sim/channels/{id}', handle: patchChannel },
  { method: 'POST', path: '/_sim/users', handle: createUser },
  { method: 'PATCH', path: '/_sim/users/{id}', handle: patchUser },
  { method: 'POST', path: '/_sim/groups', handle: createGroup('group') },
  { method: 'PATCH', path: '/_sim/groups/{id}', handle: patchGroup },
  { method: 'POST', path: '/_sim/rooms', handle: createGroup('room') },
  { method: 'PATCH', path: '/_sim/rooms/{id}', handle: patchGroup },
]
