// One push on its way (RFC 8030, 8291, 8292). May be relied on: only https is spoken, only to public addresses (an endpoint is a
// stranger's word), no redirect is followed, and nothing of the answer but its status and Retry-After is read.
import { createHash } from 'node:crypto'
import { lookup as dnsLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, request } from 'undici'
import webpush from 'web-push'
import type { Pushed } from '@madoguchi/contracts/notify/pushed'
import type { PushKey } from '../../directory/push/key.ts'
import type { Address } from '../../directory/push/devices.ts'
import { isPublicAddress } from '../../line/content/publicAddress.ts'
import { HELD_MS } from './payload.ts'

export type PostDeps = {
  key: () => Promise<PushKey>
  /** Whom a push service may ask about us: an https or mailto address. */
  contact: string
  /** Tests stand on this machine and bring their own certificate. */
  isAllowed?: (address: string) => boolean
  tls?: { ca: string }
}
/** 'unfit': nothing can be encrypted for it, or its address is none we speak to: it never will be. */
export type Posted = { status: number | null; after?: string } | 'unfit'
export type Post = { send(to: Address, pushed: Pushed, topic: string): Promise<Posted>; stop(): Promise<void> }

const ANSWER_MS = 10_000
const CONNECTIONS = 8

class Closed extends Error {}

export function createPost({ key, contact, isAllowed = isPublicAddress, tls }: PostDeps): Post {
  const agent = new Agent({
    connect: { timeout: ANSWER_MS, lookup: guarded(isAllowed), ...tls },
    connections: CONNECTIONS,
    allowH2: false,
  })

  return {
    async send(to, pushed, topic) {
      if (!isSpokenTo(to.endpoint, isAllowed)) return 'unfit'
      const details = encrypted(to, pushed, { contact, key: await key(), topic })
      if (details === null) return 'unfit'
      try {
        const { endpoint, headers, body } = details
        const signal = AbortSignal.timeout(ANSWER_MS)
        const answer = await request(endpoint, { method: 'POST', headers, body, dispatcher: agent, signal })
        await answer.body.dump()
        const after = answer.headers['retry-after']
        return { status: answer.statusCode, ...(typeof after === 'string' && { after }) }
      } catch (error) {
        return error instanceof Closed ? 'unfit' : { status: null }
      }
    },
    stop: () => agent.destroy(),
  }
}

/** A name is looked at where it is resolved; an address written out never is. */
function isSpokenTo(endpoint: string, isAllowed: (address: string) => boolean): boolean {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') return false
  const bare = url.hostname.replace(/^\[|\]$/g, '')
  return isIP(bare) === 0 || isAllowed(bare)
}

/** The address connected to is the one that was looked at; a name with one that is not public is refused whole. */
const guarded =
  (isAllowed: (address: string) => boolean): LookupFunction =>
  (name, options, done) =>
    dnsLookup(name, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, [])
      if (!addresses.every(({ address }) => isAllowed(address))) return done(new Closed('not a public address'), [])
      return options.all === true ? done(null, addresses) : done(null, addresses[0]!.address, addresses[0]!.family)
    })

type Sealing = { contact: string; key: PushKey; topic: string }

function encrypted(to: Address, pushed: Pushed, { contact, key, topic }: Sealing) {
  try {
    const { endpoint, headers, body } = webpush.generateRequestDetails(to, JSON.stringify(pushed), {
      vapidDetails: { subject: contact, ...key },
      TTL: HELD_MS / 1_000,
      urgency: 'high',
      contentEncoding: 'aes128gcm',
      topic,
    })
    const plain = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])
    return { endpoint, body, headers: Object.fromEntries(plain) }
  } catch {
    return null // keys that lie on no curve
  }
}

/** Takes the place of one about the same conversation that the service still holds; tells the service nothing (RFC 8030 §5.4). */
export const topicOf = (device: string, conversation: string): string =>
  createHash('sha256').update(`${device} ${conversation}`).digest('base64url').slice(0, 32)
