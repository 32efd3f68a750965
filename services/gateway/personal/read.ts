// All that is one agent's alone, in one answer.
import type { Draft, Personal, Preferences } from '@madoguchi/contracts/http/session'
import { DEFAULT_NOTIFY } from '@madoguchi/contracts/notify/rule'
import type { Cursor } from '@madoguchi/contracts/row/row'
import type { Pool } from '../../db/pool.ts'
import { ensureAccess } from './access.ts'
import { readViews } from './views/read.ts'

export const DEFAULTS: Preferences = {
  language: null,
  theme: 'system',
  sendKey: 'mod+enter',
  channel: null,
  autoLoad: true,
  publicName: null,
  appearAway: false,
  keys: { on: true, map: {} },
  notify: DEFAULT_NOTIFY,
}

type Wish = { pool: Pool; agent: string; channels: string[] }
type StoredDraft = { conversation: string; text: string; notification_disabled: boolean; form: string; at: number }

export const draftOf = ({ text, notification_disabled, form, at }: StoredDraft): Draft | null =>
  text === '' && form === '' ? null : { text, notificationDisabled: notification_disabled, form, at }

export async function readPreferences(pool: Pool, agent: string): Promise<Preferences> {
  const { rows } = await pool.query<{ row: Partial<Preferences> }>('select row from preferences where agent = $1', [
    agent,
  ])
  return { ...DEFAULTS, ...rows[0]?.row }
}

/** `channels`: those the agent may see now; readings, drafts and views of others stay out. */
export async function readPersonal({ pool, agent, channels }: Wish): Promise<Personal> {
  await ensureAccess(pool, agent, channels)
  const mine = `where agent = $1 and split_part(conversation, ':', 1) = any($2)`
  const [preferences, readings, drafts, since, seen, views] = await Promise.all([
    readPreferences(pool, agent),
    pool.query<{ conversation: string; read_to: number }>(`select conversation, read_to from reading ${mine}`, [
      agent,
      channels,
    ]),
    pool.query<StoredDraft>(
      `select conversation, text, notification_disabled, form, at from draft ${mine} and (text <> '' or form <> '')`,
      [agent, channels],
    ),
    pool.query<{ channel: string; since: Cursor }>(
      'select channel, since from access where agent = $1 and channel = any($2)',
      [agent, channels],
    ),
    pool.query<{ seen: number }>('select seen from notices_seen where agent = $1', [agent]),
    readViews(pool, agent, channels),
  ])
  return {
    preferences,
    readings: Object.fromEntries(readings.rows.map((row) => [row.conversation, row.read_to])),
    drafts: Object.fromEntries(drafts.rows.map((row) => [row.conversation, draftOf(row)])),
    views,
    noticesSeen: seen.rows[0]?.seen ?? 0,
    since: Object.fromEntries(since.rows.map((row) => [row.channel, row.since])),
  }
}
