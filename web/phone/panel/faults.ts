import type { Word } from '../words.ts'

// Switches for the commonest faults, as tables.
export type ApiFault = { kind: string; status?: number; text?: string; match: { method?: string; path: string } }

const SEND = '/v2/bot/message/*'
const send = (kind: string, more: { status?: number; text?: string } = {}): ApiFault => ({
  kind,
  ...more,
  match: { method: 'POST', path: SEND },
})
const content = (kind: string, more: { status?: number } = {}): ApiFault => ({
  kind,
  ...more,
  match: { method: 'GET', path: '/v2/bot/message/*/content*' },
})

export const SENDING: readonly { word: Word; fault: ApiFault }[] = [
  { word: 'f_500', fault: send('status', { status: 500 }) },
  { word: 'f_429', fault: send('status', { status: 429, text: 'rate' }) },
  { word: 'f_429quota', fault: send('status', { status: 429, text: 'quota' }) },
  { word: 'f_429flood', fault: send('status', { status: 429, text: 'flood' }) },
  { word: 'f_401', fault: send('status', { status: 401 }) },
  { word: 'f_drop', fault: send('drop') },
  { word: 'f_hang', fault: send('hang') },
  { word: 'f_accept500', fault: send('accept_then_500') },
  { word: 'f_acceptDrop', fault: send('accept_then_drop') },
  { word: 'f_acceptHang', fault: send('accept_then_hang') },
  { word: 'f_acceptHalf', fault: send('accept_then_half_body') },
]

export const CONTENT: readonly { word: Word; fault: ApiFault }[] = [
  { word: 'f_processing', fault: content('stay_processing') },
  { word: 'f_transcode', fault: content('transcode_failed') },
  { word: 'f_drip', fault: content('slow_drip') },
  { word: 'f_cut', fault: content('cut_at') },
  { word: 'f_huge', fault: content('huge') },
  { word: 'f_wrongType', fault: content('wrong_type') },
  { word: 'f_410', fault: content('status', { status: 410 }) },
]

type Part = 'timing' | 'body' | 'event'
export const WEBHOOK: readonly { word: Word; part: Part; name: string }[] = [
  { word: 'f_duplicate', part: 'timing', name: 'duplicate' },
  { word: 'f_atOnce', part: 'timing', name: 'duplicateAtOnce' },
  { word: 'f_hold', part: 'timing', name: 'hold' },
  { word: 'f_overtake', part: 'timing', name: 'overtake' },
  { word: 'f_shuffled', part: 'timing', name: 'shuffledSets' },
  { word: 'f_wrongSignature', part: 'body', name: 'wrongSignature' },
  { word: 'f_noSignature', part: 'body', name: 'missingSignature' },
  { word: 'f_truncated', part: 'body', name: 'truncated' },
  { word: 'f_hugeBody', part: 'body', name: 'huge' },
  { word: 'f_slowBody', part: 'body', name: 'slow' },
  { word: 'f_replayOld', part: 'body', name: 'replayOld' },
  { word: 'f_standby', part: 'event', name: 'standby' },
  { word: 'f_missingUserId', part: 'event', name: 'missingUserId' },
  { word: 'f_missingSource', part: 'event', name: 'missingSource' },
  { word: 'f_unknownEvent', part: 'event', name: 'unknownEvent' },
  { word: 'f_unknownMessage', part: 'event', name: 'unknownMessage' },
  { word: 'f_unknownSource', part: 'event', name: 'unknownSource' },
  { word: 'f_unknownSticker', part: 'event', name: 'unknownSticker' },
  { word: 'f_extra', part: 'event', name: 'extraProperty' },
  { word: 'f_offsets', part: 'event', name: 'wrongOffsets' },
]

/** PURE. Whether a fault that is set is the one of a switch. */
export const isSame = (set: ApiFault, wanted: ApiFault): boolean =>
  set.kind === wanted.kind &&
  set.status === wanted.status &&
  set.text === wanted.text &&
  set.match.path === wanted.match.path &&
  set.match.method === wanted.match.method
