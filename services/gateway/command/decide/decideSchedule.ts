// message:schedule → message.scheduled, or why not (pure). An edit names what it is based on, and the event bears it as its cause: of
// two edits of the same the log decides. Whether it can reach anybody is asked at the due time, not now.
import type { MessageScheduled } from '@madoguchi/contracts/event/message'
import { validateMessages } from '@madoguchi/contracts/line/validate'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { RowOf } from '@madoguchi/contracts/row/row'
import type { MessageSchedule } from '@madoguchi/contracts/socket/up'
import { SAMPLE } from '@madoguchi/contracts/template/sample'
import { fillMessages, problemsIn } from '@madoguchi/contracts/template/variables'
import { refuse, type Decision } from './decision.ts'
import { overriding, whyLocked } from './desk/lock.ts'
import type { By, Loaded } from './decideSend.ts'

export const SOONEST_MS = 60_000
export const LATEST_MS = 366 * 24 * 60 * 60_000

export const WAITING: readonly string[] = ['scheduled', 'held', 'missed']

export function decideSchedule(wish: MessageSchedule, { conversation, message, newestAt }: Loaded, by: By): Decision {
  const known = message === null ? null : standing(wish, message)
  if (known !== null) return known
  if (conversation === null || (message === null && wish.basedOn !== undefined)) return refuse('not_found')
  const wrong = whyInvalid(wish, conversation, by.now)
  if (wrong !== null) return wrong
  if (!by.channelActive) return refuse('unreachable', { why: 'channel_gone' })
  const locked = whyLocked(by.lock, wish.override)
  if (locked !== null) return locked
  const { id, conversation: key, basedOn } = wish
  const at = Math.max(by.now, (newestAt ?? -1) + 1)
  const overrode = overriding(by.lock)
  const data: MessageScheduled = { ...dataOf(wish), ...overrode }
  const cause = basedOn === undefined ? {} : { cause: basedOn }
  const append = { id, type: 'message.scheduled', v: 1, key, at, by: by.agent, ...cause, data }
  return { append, ...overrode }
}

/** What the row that stands already says to this wish; null = it may be edited so. */
function standing(
  { id, conversation, basedOn }: MessageSchedule,
  { part, rev, row }: RowOf<'message'>,
): Decision | null {
  if (row?.conversation !== conversation || row.delivery?.due === undefined) return refuse('id_taken')
  const { ask, state, cancelAsked } = row.delivery
  if (ask === id || basedOn === undefined) return { done: { part, off: rev } }
  if (!WAITING.includes(state)) return refuse('wrong_state', { why: state })
  if (cancelAsked === true) return refuse('wrong_state', { why: 'cancelled' })
  return ask === basedOn
    ? null
    : refuse('stale', { field: 'messages', ...(row.by.kind === 'agent' && { why: row.by.id }) })
}

function whyInvalid({ messages, due }: MessageSchedule, { kind }: ConversationRow, now: number) {
  if (due < now + SOONEST_MS) return refuse('invalid', { field: 'due', why: 'too_soon' })
  if (due > now + LATEST_MS) return refuse('invalid', { field: 'due', why: 'too_late' })
  const [unknown] = problemsIn(messages, null)
  if (unknown !== undefined) return refuse('invalid', { field: unknown.field, why: unknown.code })
  const { value } = fillMessages(messages, SAMPLE)
  const [problem] = validateMessages(value, kind === 'unidentified' ? undefined : kind)
  if (problem === undefined) return null
  const { field, code, limit } = problem
  return refuse('invalid', { field, why: code, ...(limit !== undefined && { limit }) })
}

function dataOf({ message, messages, notificationDisabled, template, quotes, due, holdIfWrites }: MessageSchedule) {
  const data: MessageScheduled = {
    message,
    messages,
    notificationDisabled,
    ...(template !== undefined && { template }),
    ...(quotes !== undefined && { quotes }),
    due,
    holdIfWrites,
  }
  return data
}
