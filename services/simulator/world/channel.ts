import type { Ids } from '../ids.ts'
import { defaultSettings, mergeSettings } from '../webhook/settings.ts'
import type { SettingsChange, WebhookSettings } from '../webhook/settings.ts'

export type Quota = { type: 'none' } | { type: 'limited'; value: number }
export type Webhook = { endpoint: string | null; active: boolean; redelivery: boolean }

/** One Official Account's Messaging API channel as the platform keeps it. */
export type Channel = {
  id: string
  name: string
  botUserId: string
  basicId: string
  pictureUrl: string
  /** One or two; `signing` is the index of the one in force: it signs webhooks and buys tokens. */
  secrets: string[]
  signing: number
  quota: Quota
  /** people reached this month */
  used: number
  verified: boolean
  chatMode: 'chat' | 'bot'
  markAsReadMode: 'auto' | 'manual'
  webhook: Webhook
  settings: WebhookSettings
}

export type ChannelInput = {
  id?: string
  name?: string
  secret?: string
  secrets?: string[]
  signing?: number
  botUserId?: string
  quota?: Quota
  used?: number
  verified?: boolean
  chatMode?: 'chat' | 'bot'
  webhook?: Partial<Webhook>
  settings?: SettingsChange
}

export const signingSecret = (channel: Channel) => channel.secrets[channel.signing]!

/** A channel from what an operator gave; the rest is made up. */
export function makeChannel(input: ChannelInput, ids: Ids): Channel {
  const id = input.id ?? ids.channel()
  const chatMode = input.chatMode ?? 'chat'
  return {
    id,
    name: input.name ?? `Channel ${id}`,
    botUserId: input.botUserId ?? ids.user(),
    basicId: `@${Number(id).toString(36).padStart(8, '0').slice(0, 8)}`,
    pictureUrl: `/_media/channel/${id}.svg`,
    secrets: input.secrets ?? [input.secret ?? ids.secret()],
    signing: input.signing ?? 0,
    quota: input.quota ?? { type: 'none' },
    used: input.used ?? 0,
    verified: input.verified ?? false,
    chatMode,
    markAsReadMode: chatMode === 'chat' ? 'manual' : 'auto',
    webhook: { endpoint: null, active: true, redelivery: false, ...input.webhook },
    settings: mergeSettings(defaultSettings(), input.settings ?? {}),
  }
}

/** Applies a PATCH in place; `rotate: true` makes a new secret, keeps the old one beside it and signs with the new. */
export function changeChannel(channel: Channel, change: ChannelInput & { rotate?: boolean }, ids: Ids): void {
  const { settings, webhook, rotate, secret, secrets, id: _fixed, ...plain } = change
  Object.assign(channel, plain)
  if (plain.chatMode !== undefined) channel.markAsReadMode = plain.chatMode === 'chat' ? 'manual' : 'auto'
  if (webhook !== undefined) Object.assign(channel.webhook, webhook)
  if (settings !== undefined) channel.settings = mergeSettings(channel.settings, settings)
  if (secrets !== undefined) channel.secrets = secrets
  const next = rotate === true ? ids.secret() : secret
  if (next !== undefined) channel.secrets = [signingSecret(channel) ?? channel.secrets[0]!, next]
  if (next !== undefined) channel.signing = 1
  channel.signing = Math.min(channel.signing, channel.secrets.length - 1)
}
