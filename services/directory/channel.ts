// A channel with what only the server may know. Its credentials are encrypted at rest, decrypted in memory, and never on the
// log, in a row, in a log line or in an answer.
import type { ChannelId } from '@madoguchi/contracts/ids'
import type { DeskRules } from '@madoguchi/contracts/row/deskRules'

export type Channel = {
  id: ChannelId
  name: string
  lineChannelId: string
  botUserId: string
  /** One or two channel secrets (rotation); either verifies. */
  secrets: string[]
  token: { kind: 'stateless' } | { kind: 'longLived'; value: string }
  /** Seconds in which a free reply is tried; 0 = always push. */
  replyWindow: number
  state: 'active' | 'archived'
  /** When LINE last said that the month's messages are used up, ms; null once it takes a push again. */
  quotaEndedAt: number | null
  desk: DeskRules
}

/** Channels as services see them: kept in memory, fresh within a second of a change anywhere. */
export type Channels = {
  get(id: ChannelId): Channel | undefined
  all(): Channel[]
  /** Sending stands still (LINE refuses the credentials), or goes on; shown to every screen. */
  setPaused(id: ChannelId, why: 'token' | null): Promise<void>
  /** LINE said that the month's messages are used up, or takes a push again; shown to every screen. */
  setQuotaEnded(id: ChannelId, at: number | null): Promise<void>
}
