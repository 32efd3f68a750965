// Who is in which conversation, as every gateway sees it (pure data): members in, one mark per agent out, the strongest state.
import { PRESENCE_STATES, type Present, type PresenceFrame, type TeamFrame } from '@madoguchi/contracts/socket/presence'
import { channelRoom, conversationRoom, parseRoom, type Room } from '@madoguchi/contracts/socket/room'
import { channelOf } from '@madoguchi/contracts/ids'
import { CONSOLE, parseMember, type PresenceNotice } from '../../presence/presence.ts'

export type Marks = {
  /** Frames for those who look, of the conversations whose marks changed by it. */
  apply(notice: PresenceNotice): PresenceFrame[]
  /** Everything anew, e.g. after lost notices; `then`: notices that may be newer than it. */
  replace(all: Map<string, string[]>, then?: PresenceNotice[]): PresenceFrame[]
  /** All that a room shows now. */
  whole(room: Room): PresenceFrame
  /** Who is at the console. */
  team(): TeamFrame
}

export function createMarks(): Marks {
  let members = new Map<string, Set<string>>()

  const marksIn = (conversation: string): Present[] => marksOf(members.get(conversation) ?? [])

  function take({ room, enter = [], leave = [] }: PresenceNotice) {
    const held = members.get(room) ?? new Set()
    for (const member of leave) held.delete(member)
    for (const member of enter) held.add(member)
    if (held.size > 0) members.set(room, held)
    else members.delete(room)
  }

  function frames(conversations: string[], before: Map<string, string>): PresenceFrame[] {
    return conversations.flatMap((id) => {
      if (id === CONSOLE) return []
      const marks = marksIn(id)
      if (JSON.stringify(marks) === before.get(id)) return []
      const frame = { whole: false, conversations: { [id]: marks } }
      return [channelRoom(channelOf(id)), conversationRoom(id)].map((room) => ({ room, ...frame }))
    })
  }
  const said = (conversations: Iterable<string>) =>
    new Map([...conversations].map((id) => [id, JSON.stringify(marksIn(id))]))

  return {
    apply(notice) {
      const before = said([notice.room])
      take(notice)
      return frames([notice.room], before)
    },
    replace(all, then = []) {
      const every = new Set([...members.keys(), ...all.keys(), ...then.map(({ room }) => room)])
      const before = said(every)
      members = new Map([...all].map(([room, some]) => [room, new Set(some)]))
      for (const notice of then) take(notice)
      return frames([...every], before)
    },
    whole(room) {
      const parsed = parseRoom(room)
      const ids = [...members.keys()].filter((id) => parsed?.kind === 'channel' && channelOf(id) === parsed.id)
      const shown = parsed?.kind === 'conversation' ? [parsed.id] : ids
      return { room, whole: true, conversations: Object.fromEntries(shown.map((id) => [id, marksIn(id)])) }
    },
    team: () => ({
      agents: Object.fromEntries(
        marksIn(CONSOLE).map(({ agent, state }) => [agent, state === 'away' ? 'away' : 'here'] as const),
      ),
    }),
  }
}

function marksOf(members: Iterable<string>): Present[] {
  const strongest = new Map<string, number>()
  for (const text of members) {
    const member = parseMember(text)
    if (member === null) continue
    const rank = PRESENCE_STATES.indexOf(member.state)
    strongest.set(member.agent, Math.min(rank, strongest.get(member.agent) ?? rank))
  }
  const marks = [...strongest].map(([agent, rank]) => ({ agent, state: PRESENCE_STATES[rank]! }))
  return marks.sort((a, b) => (a.agent < b.agent ? -1 : 1))
}
