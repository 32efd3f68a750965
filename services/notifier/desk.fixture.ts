// A notifier beside a real gateway: rows as a projector leaves them, browsers' sockets, people with rules of their own.
import { v7 as uuidv7 } from 'uuid'
import { DEFAULT_NOTIFY, type Notify } from '@madoguchi/contracts/notify/rule'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import { NEW_DESK } from '@madoguchi/contracts/row/desk'
import { conversationAt, messageAt } from '../gateway/rows.fixture.ts'
import type { Desk } from '../gateway/socket/desk.fixture.ts'
import { createHealth } from '../runtime/health.ts'
import { silentLogger } from '../runtime/logger.ts'
import { startNotifier, type NotifierDeps } from './start.ts'

export const within = { timeout: 5_000, interval: 20 }

export const startTestNotifier = async (desk: Desk, more: Partial<NotifierDeps> = {}) => {
  const health = createHealth()
  const { pool } = desk.database
  const base = { pool, bus: desk.bus, directory: desk.directory, publicUrl: 'https://desk.example', health }
  const withConsole = () => Promise.resolve(new Set<string>())
  const notifier = await startNotifier({ ...base, withConsole, logger: silentLogger(), everyMs: 20, ...more })
  return {
    async stop() {
      await notifier.stop()
      health.stop()
    },
  }
}

let rev = 1_000
/** A customer says something, now unless said otherwise. Gives the message's id. */
export async function says(
  desk: Desk,
  conversation: string,
  {
    assignee = null,
    ourName,
    id = uuidv7(),
    ...more
  }: Partial<MessageRow> & { assignee?: string | null; ourName?: string; id?: string } = {},
): Promise<string> {
  rev += 1
  const at = more.at ?? Date.now()
  const row = messageAt(conversation, rev, { at, ...more }, id)
  const own = ourName === undefined ? {} : { ourName }
  const whose = { desk: { ...NEW_DESK, assignee }, countable: [rev], lastAt: at, ...own }
  await desk.commit([row, conversationAt(conversation, rev, whose)])
  return id
}

export async function rule(desk: Desk, agent: string, notify: Partial<Notify>, more: object = {}): Promise<void> {
  const row = JSON.stringify({ notify: { ...DEFAULT_NOTIFY, ...notify }, ...more })
  await desk.database.pool.query(
    `insert into preferences (agent, row, at, connection) values ($1, $2, 0, '')
     on conflict (agent) do update set row = excluded.row`,
    [agent, row],
  )
}

/** Until everything committed so far was looked at. */
export async function looked(desk: Desk, id: string): Promise<boolean> {
  return (await desk.database.pool.query('select from told where id = $1', [id])).rowCount === 1
}
