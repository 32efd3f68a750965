// A person in a group. Joined and left come from their events, the later wins; 'seen' only where neither is known.
import type { MemberProfiled } from '@madoguchi/contracts/event/contact'
import { channelOf } from '@madoguchi/contracts/ids'
import type { MemberRow } from '@madoguchi/contracts/row/member'
import type { Placed } from '../placed.ts'

const newMember = ({ event }: Placed, userId: string): MemberRow => ({
  channel: channelOf(event.key),
  conversation: event.key,
  userId,
  name: null,
  pictureUrl: null,
  state: 'seen',
  stateAt: event.at,
  profiledAt: null,
})

type Told = { placed: Placed; userId: string; state: MemberRow['state'] }

export function memberOf(held: MemberRow | undefined, { placed, userId, state }: Told): MemberRow {
  const row = held ?? newMember(placed, userId)
  const { at } = placed.event
  if (state === 'seen') return row.state === 'seen' ? { ...row, stateAt: Math.min(row.stateAt, at) } : row
  const newer = row.state === 'seen' || at > row.stateAt || (at === row.stateAt && state > row.state)
  return newer ? { ...row, state, stateAt: at } : row
}

export function memberProfiled(held: MemberRow | undefined, placed: Placed): MemberRow {
  const { userId, found, name = null, pictureUrl = null } = placed.event.data as MemberProfiled
  const row = held ?? newMember(placed, userId)
  const profiledAt = placed.event.at
  return found ? { ...row, name, pictureUrl, profiledAt } : { ...row, profiledAt }
}
