// One call to LINE's data host with the channel's token, which is renewed once on a 401; logged and counted as every call to LINE.
import type { Dispatcher } from 'undici'
import type { Logger } from '../../runtime/logger.ts'
import type { Metrics } from '../../runtime/metrics.ts'
import type { Tokens } from '../token.ts'
import { Broken, type Limits } from './limits.ts'
import { brokenBy, get, type Got } from './request.ts'

export type LineData = {
  /** Origin of LINE's data host: `originsOf(apiUrl).data`. */
  data: string
  channel: string
  tokens: Tokens
  agent: Dispatcher
  limits: Limits
  logger: Logger
  metrics: Metrics
}

/** Throws Broken, also when there is no token to ask with; and the signal's reason. */
export async function askLine(line: LineData, path: string, endpoint: string, signal?: AbortSignal): Promise<Got> {
  const token = await line.tokens.get()
  if (token.kind === 'noToken') throw new Broken(`no token: ${token.code}`)
  const got = await askWith(token.value)
  if (got.status !== 401) return got
  const renewed = await line.tokens.renew(token.value)
  if (renewed.kind === 'noToken') return got
  got.body.destroy()
  return askWith(renewed.value)

  async function askWith(value: string): Promise<Got> {
    const started = performance.now()
    const { data, agent, limits } = line
    const asking = get({
      url: new URL(path, data),
      headers: { authorization: `Bearer ${value}` },
      agent,
      limits,
      ...(signal === undefined ? {} : { signal }),
    })
    const answer = await asking.catch((error: unknown) => {
      tell({ status: brokenBy(error).why, ms: performance.now() - started })
      throw error
    })
    const request = answer.header('x-line-request-id')
    tell({ status: String(answer.status), request, ms: performance.now() - started })
    return answer
  }

  function tell({ status, request, ms }: { status: string; request?: string | undefined; ms: number }) {
    line.metrics.lineHttp.inc({ endpoint, status })
    line.logger.info({ channel: line.channel, endpoint, status, request, ms: Math.round(ms) }, 'LINE called')
  }
}
