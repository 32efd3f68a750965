// contact:refresh: load, decide, append, ack.
import type { Ack } from '@madoguchi/contracts/socket/ack'
import type { ContactRefresh } from '@madoguchi/contracts/socket/up'
import type { Pool } from '../../db/pool.ts'
import type { Appender } from './append.ts'
import { decideRefresh } from './decide/decideRefresh.ts'
import { loadContact } from './load.ts'
import { createRecent } from './order/recent.ts'

type Deps = { pool: Pool; appender: Appender; now: () => number }

const REMEMBERED = 2_000

export function createContacts({ pool, appender, now }: Deps) {
  const asked = createRecent<{ id: string; at: number }>(REMEMBERED)

  return {
    async refresh(agent: string, wish: ContactRefresh): Promise<Ack> {
      const found = await loadContact(pool, wish.conversation)
      const last = asked.get(wish.conversation)
      // The same wish again is not a second one.
      const askedAt = last === undefined || last.id === wish.id ? null : last.at
      const decision = decideRefresh(wish, { ...found, askedAt }, { agent, now: now() })
      if ('ok' in decision) return decision
      if ('done' in decision) return { ok: true }
      asked.set(wish.conversation, { id: wish.id, at: now() })
      return appender.append(decision.append)
    },
  }
}
