import type { EventDraft } from '../../webhook/event/events.ts'
import { textOr } from '../../text.ts'
import { done, raise } from './scene.ts'
import type { Deed, Scene } from './scene.ts'
import { speak } from './speak.ts'

/** watch {trackingId}: a video of ours was watched to its end */
export const watch: Deed = (scene, { trackingId }) =>
  done(raise(scene, 'videoPlayComplete', true, { videoPlayComplete: { trackingId } }))

/** beacon {hwid, type?: enter | banner | stay, dm?} */
export const beacon: Deed = (scene, { hwid = 'd41d8cd98f', type = 'enter', dm }) =>
  done(raise(scene, 'beacon', true, { beacon: { hwid, type, ...(dm === undefined ? {} : { dm }) } }))

/** A module's or the platform's own event: of the channel, not of a person. */
const channelEvent = (scene: Scene, draft: Omit<EventDraft, 'at'>) =>
  done([scene.platform.events.raise(scene.channel, { at: scene.at, ...draft })])

/** link {nonce, result?: ok | failed}: a failed link has neither source nor reply token */
export const link: Deed = (scene, { nonce = '', result = 'ok' }) =>
  result === 'ok'
    ? done(raise(scene, 'accountLink', true, { link: { result, nonce } }))
    : channelEvent(scene, { type: 'accountLink', reply: false, own: { link: { result, nonce } } })

/** member {type?: joined | left | renewed, membershipId} */
export const member: Deed = (scene, { type = 'joined', membershipId = 3189 }) =>
  done(raise(scene, 'membership', true, { membership: { type, membershipId } }))

/** module {type?: attached | detached, botId?, scopes?, reason?} */
export const moduleChanged: Deed = (
  scene,
  { type = 'attached', scopes = ['message:send'], reason = 'bot_deleted' },
) => {
  const botId = scene.channel.botUserId
  const own = type === 'attached' ? { type, botId, scopes } : { type, botId, reason }
  return channelEvent(scene, { type: 'module', reply: false, own: { module: own } })
}

/** activated {expireAt?}: this channel has control of the chat again */
export const activated: Deed = (scene, { expireAt = scene.at + 3_600_000 }) =>
  done(raise(scene, 'activated', false, { chatControl: { expireAt } }))
export const deactivated: Deed = (scene) => done(raise(scene, 'deactivated', false))
export const suspended: Deed = (scene) => channelEvent(scene, { type: 'botSuspended', reply: false })
export const resumed: Deed = (scene) => channelEvent(scene, { type: 'botResumed', reply: false })

/** delivery {data}: a notification message arrived */
export const delivery: Deed = (
  scene,
  { data = '15034552939884E28681A7D668CEA94C147C716C0EC9DFE8B80B44EF3B57F6BD0602366BC3menu01' },
) => done(raise(scene, 'delivery', false, { delivery: { data } }))

/** menu {data, alias?, status?}: a button of a rich menu; with `status` one that changes the menu */
export const menu: Deed = (scene, { data = 'menu', alias, status }) => {
  const changed = typeof alias === 'string' && alias !== '' ? { newRichMenuAliasId: alias } : {}
  const params = typeof status === 'string' && status !== '' ? { params: { ...changed, status } } : {}
  return done(raise(scene, 'postback', true, { postback: { data, ...params } }))
}

/** event {type, own?, reply?}: an event of any kind, also of one that nobody knows */
export const event: Deed = (scene, { type, own, reply = false }) =>
  done(raise(scene, textOr(type, 'unknown'), reply === true, (own ?? {}) as Record<string, unknown>))

/** utter {message}: a message object as it stands, also one that no phone would send */
export const utter: Deed = (scene, { message }) => {
  const object = (message ?? {}) as Record<string, unknown>
  return speak(scene, { ...object, type: textOr(object.type, 'unknown') })
}
