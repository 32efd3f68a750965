import { bodyHash } from '../../ledger/hash.ts'
import type { Tokens } from './tokens.ts'

/** An API request as it came, and what can be told of it before anything is checked. */
export type ApiRequest = {
  method: string
  path: string
  query: URLSearchParams
  headers: Record<string, string | string[] | undefined>
  bytes: Buffer
}

export type Facts = {
  channel?: string
  retryKey?: string
  replyToken?: string
  to?: string | string[]
  bodyHash?: string
}

export const header = (request: ApiRequest, name: string): string | undefined => {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

export const bearerOf = (request: ApiRequest): string | undefined =>
  /^Bearer +(\S+)$/i.exec(header(request, 'authorization') ?? '')?.[1]

function leniently(bytes: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** Facts for the ledger and for matching faults: also of requests that will be refused. */
export function peek(request: ApiRequest, tokens: Tokens): Facts {
  const channel = tokens.find(bearerOf(request) ?? '')?.channelId
  const retryKey = header(request, 'x-line-retry-key')
  const facts: Facts = {
    ...(channel === undefined ? {} : { channel }),
    ...(retryKey === undefined ? {} : { retryKey }),
  }
  if (!/^\/v2\/bot\/message\/(push|reply|multicast|narrowcast|broadcast)$/.test(request.path)) return facts
  const body = leniently(request.bytes)
  if (typeof body.to === 'string' || Array.isArray(body.to)) facts.to = body.to as string | string[]
  if (typeof body.replyToken === 'string') facts.replyToken = body.replyToken
  facts.bodyHash = bodyHash(body.messages)
  return facts
}
