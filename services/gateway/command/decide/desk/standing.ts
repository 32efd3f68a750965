// The desk of a conversation with what was decided at this gateway a moment ago and no row shows yet (pure): only what the next
// decision looks at, the rows come from the projector.
import type { ConversationAssigned, ConversationStatusChanged } from '@madoguchi/contracts/event/conversation'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { Desk } from '@madoguchi/contracts/row/desk'

/** What was appended here, and where it stands. */
export type Deed = { off: number; event: Envelope }

export const standing = (desk: Desk, deeds: Deed[]): Desk => deeds.reduce(after, desk)

function after(desk: Desk, { event: { type, at, by, data } }: Deed): Desk {
  switch (type) {
    case 'conversation.assigned': {
      const { assignee, team } = data as ConversationAssigned
      return { ...desk, assignee, team, assignedAt: at }
    }
    case 'conversation.statusChanged': {
      const { status, until = null } = data as ConversationStatusChanged
      const said = { ...desk.said, status, until, at, by }
      const needsReplySince = status === 'resolved' ? null : desk.needsReplySince
      return { ...desk, status, statusAt: at, statusBy: by, said, needsReplySince }
    }
    case 'conversation.replyWaived':
      return { ...desk, needsReplySince: null }
    case 'conversation.escalated':
      return { ...desk, escalated: { by, at } }
    case 'conversation.returned':
      return { ...desk, escalated: null }
    default:
      return desk
  }
}

/** Who has assigned it a moment ago, unseen by everybody else; null = nobody. */
export const justAssignedBy = (deeds: Deed[]): string | null =>
  deeds.findLast(({ event }) => event.type === 'conversation.assigned')?.event.by ?? null
