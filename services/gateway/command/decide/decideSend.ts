// message:send → message.queued, or why not (pure). The same id counts once, whoever repeats it and however often. Whose conversation it
// is comes before what was said meanwhile: who may not reply at all need not look at what they missed.
import type { MessageQueued } from '@madoguchi/contracts/event/message'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import { reachOf } from '@madoguchi/contracts/row/reach'
import type { RowOf } from '@madoguchi/contracts/row/row'
import type { MessageSend } from '@madoguchi/contracts/socket/up'
import { validateMessages } from '@madoguchi/contracts/line/validate'
import { refuse, type Decision } from './decision.ts'
import { whyLocked, type Lock } from './desk/lock.ts'
import { missedOf, type JustSaid, type Talk } from './missed.ts'

export type Loaded = {
  conversation: ConversationRow | null
  /** The row that bears the command's id (send) or is spoken of (retry, cancel). */
  message: RowOf<'message'> | null
  /** `at` of the timeline's newest item, ms; null = it is empty. */
  newestAt: number | null
}
/** `newer`: what stands after `seen`. `repeated`: it was asked for before and no row shows it yet. */
export type Meanwhile = { newer: Talk[]; justSaid: JustSaid | null; repeated: boolean }
export const NOTHING_MEANWHILE: Meanwhile = { newer: [], justSaid: null, repeated: false }
export type By = { agent: string; now: number; channelActive: boolean; lock: Lock }

export function decideSend(
  wish: MessageSend,
  { conversation, message, newestAt, newer, justSaid, repeated }: Loaded & Meanwhile,
  by: By,
): Decision {
  if (message !== null) return sameAgain(wish, message, by.agent)
  if (conversation === null) return refuse('not_found')
  const [problem] = validateMessages(wish.messages, whereOf(conversation))
  if (problem) {
    const { field, code, limit } = problem
    return refuse('invalid', { field, why: code, ...(limit !== undefined && { limit }) })
  }
  const unreachable = whyUnreachable(conversation, by)
  if (unreachable !== null) return refuse('unreachable', { why: unreachable })
  const locked = repeated ? null : whyLocked(by.lock, wish.override)
  if (locked !== null) return locked
  const missed = repeated ? [] : missedOf(wish, { newer, justSaid }, by.agent)
  if (missed.length > 0) return refuse('stale', { missed })
  const { messages, notificationDisabled, template, quotes } = wish
  // What was asked for before, without overriding anybody, does not become an override by somebody's taking it since.
  const holder = repeated && wish.override !== true ? null : by.lock.holder
  const data: MessageQueued = {
    messages,
    notificationDisabled,
    ...(template !== undefined && { template }),
    ...(quotes !== undefined && { quotes }),
    ...(holder !== null && { overrode: holder }),
  }
  // Never before what it answers, when clocks differ.
  const at = Math.max(by.now, (newestAt ?? -1) + 1)
  const append = { id: wish.id, type: 'message.queued', v: 1, key: wish.conversation, at, by: by.agent, data }
  return { append, ...(holder !== null && { overrode: holder }) }
}

const whereOf = ({ kind }: ConversationRow) => (kind === 'unidentified' ? undefined : kind)

function sameAgain(wish: MessageSend, { part, row }: RowOf<'message'>, agent: string): Decision {
  const mine = row?.conversation === wish.conversation && isBy(row, agent)
  return mine ? { done: { part, off: row.place } } : refuse('id_taken')
}

const isBy = ({ by, direction }: MessageRow, agent: string) =>
  direction === 'outbound' && by.kind === 'agent' && by.id === agent

/** RP-5's reasons, and a channel that is no longer served; null = it may be tried. */
export function whyUnreachable(
  conversation: ConversationRow,
  { now, channelActive }: Pick<By, 'now' | 'channelActive'>,
): string | null {
  if (!channelActive) return 'channel_gone'
  const reach = reachOf(conversation, now)
  return reach.can === 'no' ? reach.why : null
}
