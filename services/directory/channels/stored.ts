// A channel as the table holds it, and the three ways it is seen: by services (opened credentials), by browsers (names only),
// by admins (who set what when).
import type { ChannelSettings } from '@madoguchi/contracts/http/channels'
import { DESK_RULES, type DeskRules } from '@madoguchi/contracts/row/deskRules'
import type { RowOf } from '@madoguchi/contracts/row/row'
import type { Channel } from '../channel.ts'
import type { Keyring } from '../secret/keyring.ts'
import type { FieldRevs } from './fields.ts'

export type Sealed = { sealed: string; at: number; by: string }

export type StoredChannel = {
  id: string
  rev: number
  name: string
  picture_url: string | null
  basic_id: string | null
  line_channel_id: string
  bot_user_id: string
  secrets: Sealed[]
  token: Sealed | null
  reply_window: number
  position: number
  state: 'active' | 'archived'
  paused: 'token' | null
  quota_ended_at: number | null
  /** What differs from the defaults. */
  desk: Partial<DeskRules>
  field_revs: FieldRevs
}

export const rulesOf = ({ desk }: Pick<StoredChannel, 'desk'>): DeskRules => ({ ...DESK_RULES, ...desk })

export const secretPlace = (channel: string) => `channel/${channel}/secret`
export const tokenPlace = (channel: string) => `channel/${channel}/token`

export function opened(stored: StoredChannel, keyring: Keyring): Channel {
  const { id, token } = stored
  return {
    id,
    name: stored.name,
    lineChannelId: stored.line_channel_id,
    botUserId: stored.bot_user_id,
    secrets: stored.secrets.map(({ sealed }) => keyring.open(sealed, secretPlace(id))),
    token: token ? { kind: 'longLived', value: keyring.open(token.sealed, tokenPlace(id)) } : { kind: 'stateless' },
    replyWindow: stored.reply_window,
    state: stored.state,
    quotaEndedAt: stored.quota_ended_at,
    desk: rulesOf(stored),
  }
}

export const channelRow = (stored: StoredChannel): RowOf<'channel'> => ({
  noun: 'channel',
  id: stored.id,
  part: -1,
  rev: stored.rev,
  row: {
    name: stored.name,
    pictureUrl: stored.picture_url,
    basicId: stored.basic_id,
    order: stored.position,
    state: stored.state,
    replyWindow: stored.reply_window,
    paused: stored.paused,
    quotaEndedAt: stored.quota_ended_at,
    desk: rulesOf(stored),
  },
})

/** All an admin sees but the webhook's address, which the gateway knows. */
export type Settings = Omit<ChannelSettings, 'webhookUrl'>

export const settingsOf = (stored: StoredChannel): Settings => ({
  id: stored.id,
  name: stored.name,
  pictureUrl: stored.picture_url,
  basicId: stored.basic_id,
  lineChannelId: stored.line_channel_id,
  botUserId: stored.bot_user_id,
  secrets: stored.secrets.map(setBy),
  token: stored.token ? { kind: 'longLived', set: setBy(stored.token) } : { kind: 'stateless', set: null },
  replyWindow: stored.reply_window,
  order: stored.position,
  state: stored.state,
  paused: stored.paused,
  desk: rulesOf(stored),
  fieldRevs: stored.field_revs,
})

const setBy = ({ at, by }: Sealed) => ({ at, by })
