import type { Clock } from '../clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Random } from '../random.ts'
import { signingSecret } from '../world/channel.ts'
import type { Bounded } from '../world/bounded.ts'
import type { Channel } from '../world/channel.ts'
import type { Poster } from './wire/attempt.ts'
import type { BodyFate } from './wire/bodyFate.ts'
import { webhookHeaders } from './wire/encode.ts'
import { signBytes } from './wire/sign.ts'
import type { Outcome } from './wire/verdict.ts'

export type Parcel = {
  bytes: Buffer
  fate: BodyFate
  eventIds: string[]
  idless: number
  attempt: number
  /** an old signature, for replays; else one is made */
  signature?: string
  endpoint?: string
}

/** The last bodies as they were sent, by the n of their delivery, for whoever looks behind the scenes. */
export type Bodies = Bounded<{ bytes: Buffer; signature: string | null }>

/** Signs, posts and records one body; answers what came of it and the signature it carried. */
export type Dispatch = (
  channel: Channel,
  parcel: Parcel,
  dice: Random,
) => Promise<{ outcome: Outcome; signature: string }>

type Deps = { clock: Clock; ledger: Ledger; poster: Poster; bodies: Bodies }

export function createDispatch({ clock, ledger, poster, bodies }: Deps): Dispatch {
  return async (channel, { bytes, fate, eventIds, idless, attempt, ...given }, dice) => {
    const secret = signingSecret(channel)
    const signature = given.signature ?? signBytes(fate.sign === 'wrong' ? `${secret}!` : secret, bytes)
    const varied = channel.settings.encodings === 'varied' ? dice : null
    const headers = webhookHeaders(fate.sign === 'none' ? null : signature, varied)
    const endpoint = given.endpoint ?? channel.webhook.endpoint ?? ''
    const outcome = await poster.post({ endpoint, headers, bytes, oddity: fate.oddity })
    const { detail: _spoken, ...told } = outcome
    const n = ledger.delivery({
      at: clock.now(),
      channel: channel.id,
      attempt,
      eventIds,
      idless,
      sign: fate.sign,
      whole: fate.oddity !== 'truncated',
      ...told,
      ...(fate.fault === undefined ? {} : { fault: fate.fault }),
      bytes: bytes.length,
    })
    bodies.set(String(n), {
      bytes,
      signature: fate.sign === 'none' ? null : signature,
    })
    return { outcome, signature }
  }
}
