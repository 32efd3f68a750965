import type { Platform } from '../platform.ts'
import type { Channel } from '../world/channel.ts'
import type { Answer } from './answer.ts'

/** One API request as the handlers see it: authenticated, counted, parsed. */
export type Call = {
  platform: Platform
  channel: Channel
  requestId: string
  /** the values of `{…}` in the path, decoded */
  params: Record<string, string>
  query: URLSearchParams
  /** the JSON body as an object; {} where the call takes none */
  body: Record<string, unknown>
  retryKey: string | undefined
}

export type Handler = (call: Call) => Answer | Promise<Answer>

export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** path template; also names the rate bucket */
  path: string
  /** whether the call takes a JSON body */
  json?: boolean
  /** whether X-Line-Retry-Key is taken; elsewhere it is a 400 */
  retry?: boolean
  /** calls per period of ms; default 2,000 per second */
  rate?: [number, number]
  handle: Handler
}
