// Who is where at this moment, and telling others where we are. Nothing of it is kept: after a break marks vanish until they are
// told again, and when presence is down only the marks go (LV-7).
import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import {
  PRESENCE_STATES,
  type Present,
  type PresenceFrame,
  type SignalState,
} from '@madoguchi/contracts/socket/presence'
import { parseRoom } from '@madoguchi/contracts/socket/room'
import { useConnection } from './connection.ts'
import { useSession } from './session.ts'

const TYPING_EVERY_MS = 2_000
const TYPING_ENDS_MS = 6_000
const STALE_MS = 13_000

export const usePresence = defineStore('presence', () => {
  const connection = useConnection()
  const marks = shallowRef<ReadonlyMap<string, Present[]>>(new Map())
  let mine: { conversation: string | null; state: SignalState } = { conversation: null, state: 'gone' }
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

  /** Call it as often as things happen: typing leaves at most every 2 s and ends by itself 6 s after the last key. */
  function signal(conversation: string | null, state: SignalState) {
    clearTimeout(endTyping)
    if (state === 'typing') {
      endTyping = setTimeout(() => signal(conversation, 'viewing'), TYPING_ENDS_MS)
      const again = mine.state === 'typing' && mine.conversation === conversation
      if (again && Date.now() - typedAt < TYPING_EVERY_MS) return
      typedAt = Date.now()
    } else if (mine.state === state && mine.conversation === conversation) return
    mine = { conversation, state }
    connection.signal(mine)
  }

  connection.listen({
    presence: take,
    up() {
      clearTimeout(goStale)
      if (mine.conversation !== null) connection.signal(mine)
    },
    down() {
      goStale = setTimeout(forget, STALE_MS)
    },
  })
  watch(
    () => connection.degraded.includes('presence'),
    (down) => down && forget(),
  )

  return { in: inConversation, signal }
})
