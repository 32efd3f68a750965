// PURE: what an agent wants done with a conversation, as a command, and how the desk looks while the server has not answered (LV-5).
import type { ConversationStatus, Desk } from '@madoguchi/contracts/row/desk'
import type { CommandOf } from '@madoguchi/contracts/socket/up'

export type DeskWish =
  | { do: 'assign'; assignee: string | null; team: string | null }
  /** `until`: of a snooze, ms. */
  | { do: 'status'; status: ConversationStatus; until?: number }
  | { do: 'waive' }
  | { do: 'escalate'; text: string }
  | { do: 'return'; text: string }

type Name =
  | 'conversation:assign'
  | 'conversation:status'
  | 'conversation:waive'
  | 'conversation:escalate'
  | 'conversation:return'
type Named = { [N in Name]: { name: N; body: CommandOf<N> } }[Name]

export function commandOf(wish: DeskWish, id: string, conversation: string): Named {
  const about = { id, conversation }
  switch (wish.do) {
    case 'assign':
      return { name: 'conversation:assign', body: { ...about, assignee: wish.assignee, team: wish.team } }
    case 'status': {
      const until = wish.until === undefined ? {} : { until: wish.until }
      return { name: 'conversation:status', body: { ...about, status: wish.status, ...until } }
    }
    case 'waive':
      return { name: 'conversation:waive', body: about }
    case 'escalate':
      return { name: 'conversation:escalate', body: { ...about, text: wish.text } }
    case 'return':
      return { name: 'conversation:return', body: { ...about, text: wish.text } }
  }
}

/** As the projector will write it; places are the server's to give. */
export function wished(desk: Desk, wish: DeskWish, { me, now }: { me: string; now: number }): Desk {
  switch (wish.do) {
    case 'assign':
      return { ...desk, assignee: wish.assignee, team: wish.team, assignedAt: now }
    case 'status': {
      const { status, until = null } = wish
      const said = { ...desk.said, status, at: now, by: me, until, reopenUntil: null }
      const waits = status === 'resolved' ? { needsReplySince: null } : {}
      return { ...desk, said, status, statusAt: now, statusBy: me, ...waits }
    }
    case 'waive':
      return { ...desk, needsReplySince: null }
    case 'escalate':
      return { ...desk, escalated: { by: me, at: now } }
    case 'return':
      return { ...desk, escalated: null }
  }
}
