// System events of LINE as pills. Facts only; words are the browser's.
import type { LineEvent } from '@madoguchi/contracts/event/line'
import type { Body } from '@madoguchi/contracts/row/message'
import { dense, listOf, numberOf, recordOf, textOf } from '@madoguchi/contracts/event/value'

const strings = (value: unknown): Record<string, string> | undefined => {
  const kept = Object.entries(recordOf(value)).filter(([, v]) => typeof v === 'string') as [string, string][]
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}

export const membersOf = (value: unknown): { userIds: string[]; count: number } => {
  const members = listOf(recordOf(value).members)
  const userIds = members.map((member) => textOf(recordOf(member).userId)).filter((id) => id !== undefined && id !== '')
  return { userIds: userIds as string[], count: members.length }
}

const READERS: Record<string, (event: LineEvent) => Body> = {
  follow: (e) => ({ kind: 'follow', unblocked: recordOf(e.follow).isUnblocked === true }),
  unfollow: () => ({ kind: 'unfollow' }),
  join: () => ({ kind: 'join' }),
  leave: () => ({ kind: 'leave' }),
  memberJoined: (e) => ({ kind: 'memberJoined', ...membersOf(e.joined) }),
  memberLeft: (e) => ({ kind: 'memberLeft', ...membersOf(e.left) }),
  postback: (e) => {
    const { data, params } = recordOf(e.postback)
    return dense({ kind: 'postback' as const, data: textOf(data), params: strings(params) }) as Body
  },
  videoPlayComplete: (e) =>
    dense({ kind: 'videoPlayComplete' as const, trackingId: textOf(recordOf(e.videoPlayComplete).trackingId) }) as Body,
  beacon: (e) => {
    const { type, hwid, dm } = recordOf(e.beacon)
    return dense({ kind: 'beacon' as const, type: textOf(type), hwid: textOf(hwid), dm: textOf(dm) }) as Body
  },
  accountLink: (e) => dense({ kind: 'accountLink' as const, result: textOf(recordOf(e.link).result) }) as Body,
  membership: (e) => {
    const { type, membershipId } = recordOf(e.membership)
    return dense({ kind: 'membership' as const, type: textOf(type), membershipId: numberOf(membershipId) }) as Body
  },
  module: (e) => dense({ kind: 'module' as const, type: textOf(recordOf(e.module).type) }) as Body,
  activated: (e) => dense({ kind: 'activated' as const, expireAt: numberOf(recordOf(e.chatControl).expireAt) }) as Body,
  deactivated: () => ({ kind: 'deactivated' }),
  botSuspended: () => ({ kind: 'botSuspended' }),
  botResumed: () => ({ kind: 'botResumed' }),
  delivery: () => ({ kind: 'delivery' }),
}

/** `type`: LINE's, without our `line.`; an unknown one is an event by name. */
export function pillOf(type: string, event: LineEvent): Body {
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined
  return read === undefined ? { kind: 'event', type } : read(event)
}
