// Pictures and films that LINE does not keep (contentProvider external): their address is a stranger's. May be relied on: only
// https is spoken, only to public addresses, and the address connected to is the one that was checked; every redirect is checked
// like the first address; no credentials, cookies or referrer go along. Limits as for LINE's own content.
import { lookup as dnsLookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { Agent, type buildConnector } from 'undici'
import { Broken, type Limits } from './limits.ts'
import type { Fetched } from './outcome.ts'
import { isPublicAddress } from './publicAddress.ts'
import { brokenBy, get, type Got } from './request.ts'
import { left, outcomeOf, take, type Put } from './take.ts'

export type Address = { address: string; family: number }
export type ElsewhereDeps<T> = {
  put: Put<T>
  limits: Limits
  /** All addresses of a name. */
  lookup?: (name: string) => Promise<Address[]>
  /** Tests stand on this machine and bring their own certificate. */
  isAllowed?: (address: string) => boolean
  tls?: { ca: string }
}

const REDIRECTS = 3
const CONNECT_MS = 3_000
const MAX_URL = 2_000

/** This address is none that we fetch, whoever asks however often. */
class Refused extends Error {}

export async function fetchElsewhere<T>(
  deps: ElsewhereDeps<T>,
  url: string,
  signal?: AbortSignal,
): Promise<Fetched<T>> {
  const until = performance.now() + deps.limits.wallMs
  let at = url
  try {
    for (let hop = 0; hop <= REDIRECTS; hop++) {
      const limits = { ...deps.limits, wallMs: Math.max(1, until - performance.now()) }
      const answer = await visit({ ...deps, limits }, at, signal)
      if ('is' in answer) return answer
      at = answer.next
    }
    throw new Refused(`more than ${REDIRECTS} redirects`)
  } catch (error) {
    if (error instanceof Refused) return { is: 'failed', why: error.message }
    if (error instanceof Broken) return outcomeOf(error)
    throw error
  }
}

/** One address: its content, or where it sends us. */
async function visit<T>(
  deps: ElsewhereDeps<T>,
  at: string,
  signal?: AbortSignal,
): Promise<Fetched<T> | { next: string }> {
  const url = checkedUrl(at)
  const addresses = await checkedAddresses(deps, url)
  const agent = new Agent({ connect: pinned(addresses, deps.tls), connections: 1, allowH2: false })
  try {
    const { limits } = deps
    const got = await get({ url, headers: { 'user-agent': 'Madoguchi' }, agent, limits, signal })
    if (got.status === 200) return await take(got, deps.put, limits)
    return left(got.body, answerOf(got, url))
  } finally {
    await agent.destroy()
  }
}

function checkedUrl(at: string): URL {
  const url = at.length <= MAX_URL && URL.canParse(at) ? new URL(at) : null
  if (url?.protocol !== 'https:') throw new Refused('not an https address')
  if (url.username !== '' || url.password !== '') throw new Refused('an address with credentials')
  return url
}

/** One that is not public refuses them all: a name that has both is made to be tried until the other is taken. */
async function checkedAddresses<T>(deps: ElsewhereDeps<T>, { hostname }: URL): Promise<Address[]> {
  const { lookup = lookupAll, isAllowed = isPublicAddress, limits } = deps
  const bare = hostname.replace(/^\[|\]$/g, '')
  const family = isIP(bare)
  const addresses = family === 0 ? await resolvedIn(lookup(bare), limits.answerMs) : [{ address: bare, family }]
  if (addresses.length === 0) throw new Broken('a name without an address')
  if (!addresses.every(({ address }) => isAllowed(address))) throw new Refused('not a public address')
  return addresses
}

const lookupAll = (name: string): Promise<Address[]> => dnsLookup(name, { all: true, verbatim: true })

/** A resolver may take half a minute. */
function resolvedIn(asking: Promise<Address[]>, ms: number): Promise<Address[]> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Broken(`the name was not resolved within ${ms} ms`)), ms)
    asking.then(resolve, (error: unknown) => reject(brokenBy(error))).finally(() => clearTimeout(late))
  })
}

/** Whatever the name means by now, the connection goes to what was checked. TLS still asks for the name. */
function pinned(addresses: Address[], tls: { ca: string } | undefined): buildConnector.BuildOptions {
  return {
    timeout: CONNECT_MS,
    lookup: (_name, options, done) =>
      options.all === true ? done(null, addresses) : done(null, addresses[0]!.address, addresses[0]!.family),
    ...tls,
  }
}

function answerOf({ status, header }: Got, url: URL): Fetched<never> | { next: string } {
  const location = header('location')
  if ([301, 302, 303, 307, 308].includes(status) && location !== undefined) return { next: resolved(location, url) }
  if (status === 404) return { is: 'missing' }
  if (status === 410) return { is: 'gone' }
  const passing = status >= 500 || status === 408 || status === 425 || status === 429
  return passing ? { is: 'later', why: `HTTP ${status}`, bytes: 0 } : { is: 'failed', why: `HTTP ${status}` }
}

const resolved = (location: string, { href }: URL) =>
  URL.canParse(location, href) ? new URL(location, href).href : location
