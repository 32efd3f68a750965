// Who is where: leases, never events and never replayed. May be relied on: a member is gone at the latest a second after its
// lease; enter and leave are each published once on the bus topic `presence`, however many projectors touch; two tabs are two
// members. May not: history, or surviving a flush of the store (4 s of presence are lost then, and nothing else).
import type { PresenceState, SignalState } from '@madoguchi/contracts/socket/presence'

/** `room`: a conversation's id. `connection`: one socket. Neither agent nor connection holds a slash or a space. */
export type Signal = {
  room: string
  agent: string
  connection: string
  state: SignalState
  /** The gateway's repetition: prolongs this state and ends no other of the connection. */
  renewal?: boolean
}

/** What the bus topic `presence` carries; members as `memberOf` writes them. */
export type PresenceNotice = { room: string; enter?: string[]; leave?: string[] }

export type Presence = {
  /** A throw = it did not count; the next repetition does. */
  touch(signal: Signal): Promise<void>
  /** Takes out members whose lease is over; called once a second by every presence projector. */
  expire(): Promise<void>
  /** Everybody whose lease lives, by room. */
  members(): Promise<Map<string, string[]>>
  stop(): Promise<void>
}

/** Renewed every 4 s, so that two repetitions may be lost; typing and noting end by themselves after the last key. */
export const LEASE_MS: Record<PresenceState, number> = { viewing: 12_000, away: 12_000, typing: 6_000, noting: 6_000 }
export const EXPIRE_AT_ONCE = 500
/** Every open console is in it, in sight or away. No conversation is called so: their ids begin with a channel's. */
export const CONSOLE = ':console'

const STATES: PresenceState[] = ['viewing', 'away', 'typing', 'noting']

export type Member = { agent: string; connection: string; state: PresenceState }
export const memberOf = ({ agent, connection, state }: Member): string => `${agent}/${connection}/${state}`

/** null = not a member of this version. */
export function parseMember(member: string): Member | null {
  const [agent, connection, state] = member.split('/')
  const known = STATES.find((one) => one === state)
  return agent && connection && known ? { agent, connection, state: known } : null
}

/**
 * What a changed mind ends: somebody is in sight or away, and writes one thing at a time. Who writes also views, so typing stands beside
 * viewing.
 */
const ENDS: Record<PresenceState, PresenceState[]> = {
  viewing: ['away', 'typing', 'noting'],
  away: ['viewing', 'typing', 'noting'],
  typing: ['away', 'noting'],
  noting: ['away', 'typing'],
}

/** What a signal does (pure): the member whose lease begins anew (null = none) and those of its connection that end. */
export function effectOf(signal: Signal): { touch: Member | null; end: Member[] } {
  const { agent, connection, state } = signal
  const of = (one: PresenceState): Member => ({ agent, connection, state: one })
  if (state === 'gone') return { touch: null, end: STATES.map(of) }
  return { touch: of(state), end: signal.renewal ? [] : ENDS[state].map(of) }
}

/** Agents with the console in sight; null = presence cannot say. */
export const agentsAtConsole = (presence: Members) => agentsIn(presence, ({ state }) => state === 'viewing')

/** Agents with a console open, in sight or not; null = presence cannot say. */
export const agentsWithConsole = (presence: Members) => agentsIn(presence, () => true)

type Members = Pick<Presence, 'members'>
async function agentsIn(presence: Members, holds: (member: Member) => boolean): Promise<ReadonlySet<string> | null> {
  const all = await presence.members().catch(() => null)
  if (all === null) return null
  const members = (all.get(CONSOLE) ?? []).map(parseMember)
  return new Set(members.flatMap((one) => (one !== null && holds(one) ? [one.agent] : [])))
}
