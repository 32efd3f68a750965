// What is an agent's own about a row of the list, for `inList`.
import type { Reader } from '@madoguchi/contracts/row/listFilter'
import { unreadOf } from '@madoguchi/contracts/row/unread'
import type { ConversationItem } from './listing.ts'

type Deps = {
  agent: () => string
  teams: (agent: string) => string[]
  readTo: (conversation: string) => number | undefined
  since: (channel: string, part: number) => number | undefined
}

export function createReaders({ agent, teams, readTo, since }: Deps) {
  const unread = (row: ConversationItem) => unreadOf(row, readTo(row.id), since(row.channel, row.part))
  return {
    unread,
    teams: () => teams(agent()),
    of(row: ConversationItem): Omit<Reader, 'mentioned'> {
      const me = agent()
      return { agent: me, teams: teams(me), unread: unread(row), now: Date.now() }
    },
  }
}
