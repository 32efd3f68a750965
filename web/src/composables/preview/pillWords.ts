// What a pill says (TL-40 to TL-53): a key under `message.pill`, its values, and the details LINE gave, shown when asked for.
import type { Body } from '@madoguchi/contracts/row/message'

export type Detail = { label: string; value: string }
export type PillWords = { key: string; values: Record<string, unknown>; details: Detail[] }

/**
 * `name`: who did it. `people`: members by LINE user id, already put into words. `times`: equal pills folded into this one. `when`: a
 * moment in words. `pressed`: the words on the button that sends such data, if it stands in the thread.
 */
type Told = {
  name: string
  people: (userIds: string[], count: number) => string
  times: number
  when: (at: number) => string
  pressed: (data: string) => string | null
}

const pill = (
  key: string,
  values: Record<string, unknown> = {},
  details: Record<string, string | number | undefined> = {},
): PillWords => ({
  key,
  values,
  details: Object.entries(details).flatMap(([label, value]) =>
    value === undefined || value === '' ? [] : [{ label, value: String(value) }],
  ),
})

export function pillWords(body: Body, told: Told): PillWords {
  const { name, people, times } = told
  switch (body.kind) {
    case 'follow':
      return pill(body.unblocked ? 'followAgain' : 'follow', { name })
    case 'unsent':
    case 'unfollow':
      return pill(body.kind, { name })
    case 'memberJoined':
    case 'memberLeft':
      return pill(body.kind, { people: people(body.userIds, body.count) })
    case 'postback':
      return ofPostback(body, told)
    case 'videoPlayComplete':
      return pill(body.kind, { name }, { tracking: body.trackingId })
    case 'beacon':
      return ofBeacon(body, name, times)
    case 'accountLink':
      return pill(body.result === 'failed' ? 'accountLinkFailed' : 'accountLink', { name })
    case 'membership':
      return pill(oneOf('membership', body.type, ['joined', 'left', 'renewed']), { name }, { plan: body.membershipId })
    case 'module':
      return pill(oneOf('module', body.type, ['attached', 'detached']))
    case 'event':
      return pill('event', { type: body.type })
    case 'activated':
      return pill(body.kind, {}, { until: body.expireAt === undefined ? undefined : told.when(body.expireAt) })
    case 'join':
    case 'leave':
    case 'deactivated':
    case 'botSuspended':
    case 'botResumed':
    case 'delivery':
    case 'undisplayable':
      return pill(body.kind)
    default:
      return pill('event', { type: body.kind })
  }
}

/** A rich menu that was switched is a postback too; what was chosen is told as chosen, without a zone (TL-44). */
function ofPostback({ data, params = {} }: Extract<Body, { kind: 'postback' }>, { name, pressed }: Told): PillWords {
  const { newRichMenuAliasId: menu, status, datetime, date, time, ...rest } = params
  if (menu !== undefined) return pill('menuSwitched', { name }, { menu, outcome: status, data, ...rest })
  const chosen = (datetime ?? date ?? time)?.replace('T', ' ')
  const button = data === undefined ? null : pressed(data)
  const details = { data, ...rest }
  if (chosen !== undefined) return pill('postbackChosen', { name, chosen }, { button: button ?? undefined, ...details })
  return button === null ? pill('postback', { name }, details) : pill('postbackNamed', { name, button }, details)
}

function ofBeacon({ type, hwid, dm }: Extract<Body, { kind: 'beacon' }>, name: string, times: number): PillWords {
  const key = oneOf('beacon', type, ['enter', 'banner', 'stay'])
  return pill(times > 1 ? 'beaconStayTimes' : key, { name, n: times }, { hardware: hwid, device: dm })
}

/** `beaconEnter` for a type that has words, `beacon` for one that LINE may invent. */
const oneOf = (key: string, type: string | undefined, known: string[]) =>
  type !== undefined && known.includes(type) ? key + type.charAt(0).toUpperCase() + type.slice(1) : key
