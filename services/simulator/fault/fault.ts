// Faults of the API: before acceptance the caller may try again without doubt; after acceptance the caller cannot
// know what happened, the ledger does. Content has faults of its own.
export const BEFORE_KINDS = ['status', 'drop', 'hang'] as const
export const AFTER_KINDS = [
  'accept_then_500',
  'accept_then_drop',
  'accept_then_hang',
  'accept_then_slow',
  'accept_then_half_body',
] as const
/** What befalls the bytes that were sent with a message, on their way. */
export const BYTES_KINDS = ['slow_drip', 'cut_at', 'huge', 'wrong_type'] as const
/** LINE does not get it ready: asked for the content and for its transcoding. */
export const READY_KINDS = ['stay_processing', 'transcode_failed'] as const
export const KINDS = [...BEFORE_KINDS, ...AFTER_KINDS, ...BYTES_KINDS, ...READY_KINDS] as const
export type Kind = (typeof KINDS)[number]
export type Stage = 'before' | 'after' | 'bytes' | 'ready'

/** PURE: when a fault strikes. */
export function stageOf(kind: Kind): Stage {
  if ((BEFORE_KINDS as readonly string[]).includes(kind)) return 'before'
  if ((BYTES_KINDS as readonly string[]).includes(kind)) return 'bytes'
  return (READY_KINDS as readonly string[]).includes(kind) ? 'ready' : 'after'
}

export type FaultMatch = {
  channel?: string
  method?: string
  /** a path, in which `*` stands for anything */
  path?: string
  /** recipient, or one of them */
  to?: string
}

export type Fault = {
  id: string
  match: FaultMatch
  kind: Kind
  /** how many more times; absent = without end */
  count?: number
  /** 0…1; default 1 */
  probability?: number
  /** for `slow_drip`: between two bytes, default 1000 */
  delayMs?: number
  /** for `cut_at`: how many arrive, default half; for `huge`: how many come, default without end */
  bytes?: number
  /** for `huge`: the content-length it claims, default none */
  claims?: number
  /** for `wrong_type`: what the header says; absent = the header is right and the bytes are those of a page */
  contentType?: string
  /** for `status`; 429 comes in three texts: rate, quota, flood */
  status?: number
  text?: 'rate' | 'quota' | 'flood'
  /** how often it has struck */
  struck: number
}

export type FaultInput = Omit<Fault, 'id' | 'struck' | 'match'> & { match?: FaultMatch }
export type About = { channel?: string; method: string; path: string; to?: string | string[] }

/** PURE. */
export function matches(match: FaultMatch, about: About): boolean {
  if (match.channel !== undefined && match.channel !== about.channel) return false
  if (match.method !== undefined && match.method !== about.method) return false
  if (match.path !== undefined && !pathMatches(match.path, about.path)) return false
  if (match.to === undefined) return true
  return Array.isArray(about.to) ? about.to.includes(match.to) : about.to === match.to
}

function pathMatches(wanted: string, path: string): boolean {
  const pieces = wanted.split('*').map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${pieces.join('.*')}$`).test(path)
}

export const FAULT_TEXTS = {
  rate: 'The API rate limit has been exceeded. Try again later.',
  quota: 'You have reached your monthly limit.',
  flood: 'Too many messages were sent to the same user. Try again later. (sim)',
} as const
