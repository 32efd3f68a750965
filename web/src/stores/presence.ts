// Who is where at this moment, and telling others where we are. Nothing of it is kept: after a break marks vanish until they are
// told again, and when presence is down only the marks go (LV-7).
import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import {
  PRESENCE_STATES,
  type Present,
  type PresenceFrame,
  type SignalState,
  type TeamFrame,
} from '@madoguchi/contracts/socket/presence'
import { parseRoom } from '@madoguchi/contracts/socket/room'
import { useConnection } from './connection.ts'
import { useSession } from './session.ts'

const TYPING_EVERY_MS = 2_000
const TYPING_ENDS_MS = 6_000
const STALE_MS = 13_000
/** They come with the keys and end by themselves. */
const WRITING: readonly SignalState[] = ['typing', 'noting']

export const usePresence = defineStore('presence', () => {
  const connection = useConnection()
  const marks = shallowRef<ReadonlyMap<string, Present[]>>(new Map())
  const team = shallowRef<TeamFrame['agents']>({})
  let mine: { conversation: string | null; state: SignalState } = { conversation: null, state: 'gone' }
  /** The tab is hidden or nothing was touched for a while, or the agent wishes to be seen so. */
  let away = false
  let typedAt = 0
  let endTyping: ReturnType<typeof setTimeout> | undefined
  let goStale: ReturnType<typeof setTimeout> | undefined

  function take({ room, whole, conversations }: PresenceFrame) {
    const next = new Map(marks.value)
    const parsed = parseRoom(room)
    if (whole && parsed !== null && 'id' in parsed) {
      const inRoom = (id: string) => id === parsed.id || (parsed.kind === 'channel' && id.startsWith(`${parsed.id}:`))
      for (const id of next.keys()) if (inRoom(id)) next.delete(id)
    }
    for (const [id, present] of Object.entries(conversations)) {
      if (present.length === 0) next.delete(id)
      else next.set(id, present)
    }
    marks.value = next
  }

  function forget() {
    marks.value = new Map()
    team.value = {}
  }

  /** Without oneself, strongest first. */
  function inConversation(conversation: string): Present[] {
    const me = useSession().me?.agent.id
    return (marks.value.get(conversation) ?? [])
      .filter(({ agent }) => agent !== me)
      .sort(
        (a, b) => PRESENCE_STATES.indexOf(a.state) - PRESENCE_STATES.indexOf(b.state) || (a.agent < b.agent ? -1 : 1),
      )
  }

  /** Here from now on, and nowhere else; null = in none. */
  function open(conversation: string | null) {
    clearTimeout(endTyping)
    if (mine.conversation === conversation) return
    mine = { conversation, state: conversation === null ? 'gone' : 'viewing' }
    tell()
  }

  /**
   * Call it as often as things happen: writing leaves at most every 2 s and ends by itself 6 s after the last key. What a form of a
   * conversation that was left says as it goes is not told: it would lead back there.
   */
  function signal(conversation: string, state: SignalState) {
    if (mine.conversation !== conversation) return
    clearTimeout(endTyping)
    if (WRITING.includes(state)) {
      endTyping = setTimeout(() => signal(conversation, 'viewing'), TYPING_ENDS_MS)
      if (mine.state === state && Date.now() - typedAt < TYPING_EVERY_MS) return
      typedAt = Date.now()
    } else if (mine.state === state) return
    mine = { conversation, state }
    tell()
  }

  /** Who is away is seen as away whatever they do; a conversation that was left is left all the same. */
  function tell() {
    const { conversation } = mine
    if (conversation !== null && away) return connection.signal({ conversation, state: 'away' })
    connection.signal(mine)
    if (conversation === null) connection.signal({ conversation, state: away ? 'away' : 'viewing' })
  }

  function look(isAway: boolean) {
    if (away === isAway) return
    away = isAway
    if (mine.conversation === null) connection.signal({ conversation: null, state: away ? 'away' : 'viewing' })
    else tell()
  }

  connection.listen({
    presence: take,
    team: ({ agents }) => (team.value = agents),
    up() {
      clearTimeout(goStale)
      // A new connection is at the console and in sight until it says otherwise.
      if (mine.conversation !== null) tell()
      else if (away) connection.signal({ conversation: null, state: 'away' })
    },
    down() {
      goStale = setTimeout(forget, STALE_MS)
    },
  })
  watch(
    () => connection.degraded.includes('presence'),
    (down) => down && forget(),
  )

  /** At the console or away; null = not there. */
  const of = (agent: string): 'here' | 'away' | null => team.value[agent] ?? null

  return { in: inConversation, open, signal, look, of, team, marks }
})
