// How many conversations wait for an agent, over all channels they may read: as the number beside "Chat" counts it, alike for everybody
// (SH-3), and as their own rules have the tab and the app's icon count it (SH-13).
import { COUNT_MAX, type Badge } from '@madoguchi/contracts/http/snapshot'
import { NOTIFY_RULES, rulesFor, type Notify, type NotifyRule } from '@madoguchi/contracts/notify/rule'
import type { Pool } from '../../../../db/pool.ts'
import { unread } from './where.ts'

export type BadgeWish = { agent: string; teams: readonly string[]; channels: readonly string[]; notify: Notify }

const SINCE = '(select since from access where agent = $agent and channel = c.channel)'
const OPEN = `c.needs_since is not null and c.status in ('open', 'pending')`

const some = (channels: string, condition: string): string =>
  `(select c.id from rm.conversation c where c.channel = any(${channels}::text[]) and c.row is not null and ${condition} limit ${COUNT_MAX})`

const own = (channels: string): string => some(channels, `c.assignee = $1 and ${unread('$1', SINCE)}`)
const nobodys = (channels: string): string => some(channels, `c.assignee is null and ${OPEN}`)
/** Another team's wait for that team. */
const free = (channels: string): string =>
  some(channels, `c.assignee is null and (c.team is null or c.team = any($3::text[])) and ${OPEN}`)
/** Lines of the bell that were not seen. */
const told = (channels: string): string =>
  `(select n.conversation from rm.notice n where n.agent = $1 and n.row->>'channel' = any(${channels}::text[])
      and n.at > coalesce((select seen from notices_seen where agent = $1), 0) limit ${COUNT_MAX})`

const counted = (...conversations: string[]): string =>
  `least(${COUNT_MAX}, (select count(*) from (${conversations.join('\n  union ')}) x))::int`

/** $1 the agent, $2 channels, $3 teams; $4 to $7 those of the channels whose rule holds lines of the bell, one's own, nobody's, everybody's. */
export const BADGE = `select ${counted(own('$2'), nobodys('$2'))} as n,
  ${counted(told('$4'), own('$5'), free('$6'), some('$7', OPEN))} as tab`

/** Each rule holds what the one before it holds. */
export function badgeValues({ agent, teams, channels, notify }: BadgeWish): unknown[] {
  const holding = (least: NotifyRule) =>
    channels.filter((id) => NOTIFY_RULES.indexOf(rulesFor(notify, id).badge) >= NOTIFY_RULES.indexOf(least))
  return [agent, channels, teams, ...(['mentions', 'mine', 'unassigned', 'all'] as const).map(holding)]
}

export async function readBadge(pool: Pool, wish: BadgeWish): Promise<Badge> {
  const { rows } = await pool.query<Badge>({ name: 'badge', text: BADGE, values: badgeValues(wish) })
  return rows[0]!
}
