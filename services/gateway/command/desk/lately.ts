// What this gateway decided about conversations a moment ago and the rows do not show yet, and the turn in which it decides: one after
// the other within a conversation, messages and desk alike, so that "take" and "send" of one agent keep their order and of two agents
// at one gateway the second is decided upon what the first was told. Of the desk two gateways know by the rows only; there the
// later on the log stands, and under the hard rule the sender has the last word.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import type { Pool } from '../../../db/pool.ts'
import { standing, type Deed } from '../decide/desk/standing.ts'
import type { Known } from '../decide/desk/known.ts'
import { loadMessage } from '../load.ts'
import { createRecent } from '../order/recent.ts'
import { createTurns, type Turns } from '../order/turn.ts'

export type Lately = {
  inTurn: Turns
  /** The conversation as it stands, and the message row `message`. */
  load(conversation: string, message: string): Promise<Known>
  /** It is about to be appended and takes its place in the timeline. */
  placed(event: Envelope): void
  /** It was appended, and changes the desk. */
  decided(event: Envelope, ack: Ack): void
}

const REMEMBERED = 2_000
/** Of one conversation: more than is decided while a projector is behind by seconds. */
const DEEDS_MOST = 20

export function createLately({ pool }: { pool: Pool }): Lately {
  /** Times given here that no row shows yet: two sends within a millisecond keep their order. */
  const lastAt = createRecent<number>(REMEMBERED)
  const decided = createRecent<Deed[]>(REMEMBERED)

  return {
    inTurn: createTurns(),
    async load(conversation, message) {
      const { rev, ...found } = await loadMessage(pool, conversation, message)
      const unseen = (decided.get(conversation) ?? []).filter(({ off }) => off > rev)
      const newest = Math.max(lastAt.get(conversation) ?? -1, found.newestAt ?? -1)
      return {
        ...found,
        conversation: found.conversation && withDesk(found.conversation, unseen),
        newestAt: newest < 0 ? null : newest,
        unseen,
      }
    },
    placed: ({ key, at }) => lastAt.set(key, at),
    decided(event, ack) {
      if (!ack.ok || ack.at === undefined) return
      const deeds = [...(decided.get(event.key) ?? []), { off: ack.at.off, event }]
      decided.set(event.key, deeds.slice(-DEEDS_MOST))
    },
  }
}

const withDesk = (row: ConversationRow, unseen: Deed[]): ConversationRow => ({
  ...row,
  desk: standing(row.desk, unseen),
})
