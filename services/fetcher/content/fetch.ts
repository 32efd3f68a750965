// One content from LINE, or from where LINE says it lies, into the store, and the fact that follows. The fact's id follows from what
// asked, so a job that runs twice says it once.
import type { MediaLost, MediaStored } from '@madoguchi/contracts/event/media'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { uuidv5 } from '@madoguchi/contracts/ids'
import type { MediaLoss, MediaPart } from '@madoguchi/contracts/row/body/media'
import type { LineData } from '../../line/content/ask.ts'
import { fetchContent } from '../../line/content/content.ts'
import { fetchElsewhere } from '../../line/content/elsewhere.ts'
import { LIMITS } from '../../line/content/limits.ts'
import type { Fetched } from '../../line/content/outcome.ts'
import { keep, type Kept } from '../../media/keep.ts'
import { placeOf } from '../../media/key.ts'
import type { Store } from '../../media/store.ts'
import { LineTrouble } from '../ask.ts'
import type { Content } from './wanted.ts'

/** The addresses of a content that lies elsewhere. */
export type Elsewhere = { content: string | null; preview: string | null }
export type Fetching = {
  store: Store
  line: Omit<LineData, 'limits'>
  now: () => number
}

/** LINE knows a content a moment after its webhook; what is still unknown then never comes. */
const MISSING_AFTER_MS = 10 * 60_000
/** Longer than that nobody waits for a picture: it is said to be lost. */
const GIVE_UP_AFTER_MS = 6 * 3_600_000

/** Throws LineTrouble where asking again later may help. */
export async function fetchMedia(deps: Fetching, one: Content, elsewhere: Elsewhere | null): Promise<Envelope> {
  const fetched = await fetchPart(deps, one, 'content', elsewhere?.content ?? null)
  if (fetched.is === 'stored' && fetched.stored.is === 'stored') {
    const { type, bytes, sha256 } = fetched.stored
    const preview = one.preview && (await hasPreview(deps, one, elsewhere?.preview ?? null))
    const data: MediaStored = { message: one.message, type, bytes, sha256, preview }
    return factOf(deps, one, 'media.stored', data)
  }
  const data: MediaLost = { message: one.message, why: lossOf(fetched, deps.now() - one.at) }
  return factOf(deps, one, 'media.lost', data)
}

export const forget = async (store: Store, message: string): Promise<void> => {
  await Promise.all((['content', 'preview'] as const).map((part) => store.remove(placeOf(message, part))))
}

function fetchPart(
  { store, line }: Fetching,
  one: Content,
  part: MediaPart,
  url: string | null,
): Promise<Fetched<Kept>> {
  const key = placeOf(one.message, part)
  const put = (source: Parameters<typeof keep>[1], declared?: string) =>
    keep({ store, key, max: LIMITS.maxBytes }, source, declared)
  if (!one.elsewhere) return fetchContent({ ...line, limits: LIMITS, put, part }, lineIdOf(one.message))
  if (url === null) return Promise.resolve({ is: 'failed', why: 'no address' })
  return fetchElsewhere({ put, limits: LIMITS }, url)
}

/** A picture without its small one is shown as it is; a film without a first picture stands on plain ground. */
async function hasPreview(deps: Fetching, one: Content, url: string | null): Promise<boolean> {
  if (one.elsewhere && url === null) return false
  const fetched = await fetchPart(deps, one, 'preview', url)
  return fetched.is === 'stored' && fetched.stored.is === 'stored'
}

function lossOf(fetched: Fetched<Kept>, ageMs: number): MediaLoss {
  if (fetched.is === 'gone' || fetched.is === 'failed' || fetched.is === 'too_large') return fetched.is
  if (fetched.is === 'stored') return 'too_large'
  if (fetched.is === 'missing' && ageMs > MISSING_AFTER_MS) return 'missing'
  if (ageMs > GIVE_UP_AFTER_MS) return 'failed'
  throw new LineTrouble(fetched.is === 'later' ? fetched.why : fetched.is)
}

function factOf({ now }: Fetching, { key, cause }: Content, type: string, data: MediaStored | MediaLost): Envelope {
  return { id: uuidv5(cause, 'media'), type, v: 1, key, at: now(), by: 'system', cause, data }
}

const lineIdOf = (message: string): string => message.slice(message.indexOf(':') + 1)
