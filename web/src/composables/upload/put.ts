// One part on its way up: by XMLHttpRequest, the only way to see how far it is. Never hangs: a line that moves nothing is let go.
import type { UploadedPart } from '@madoguchi/contracts/http/upload'
import { request } from '../../http.ts'
import { fail, refusedAs } from './problem.ts'

type Putting = { onBytes: (sent: number) => void; signal: AbortSignal }

/** Nothing moved, or nothing was answered, for so long. */
const STILL_MS = 60_000

/** Rejects with UploadFailed. */
export function putPart(path: string, body: Blob, { onBytes, signal }: Putting): Promise<UploadedPart> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(fail('cancelled'))
    const ask = new XMLHttpRequest()
    let timer: number | undefined
    const moved = () => {
      clearTimeout(timer)
      timer = window.setTimeout(() => ask.abort(), STILL_MS)
    }
    const cancel = () => ask.abort()
    signal.addEventListener('abort', cancel)
    ask.upload.onprogress = ({ loaded }) => {
      moved()
      onBytes(Math.min(loaded, body.size))
    }
    ask.onloadend = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', cancel)
      if (signal.aborted) return reject(fail('cancelled'))
      const answer: unknown = ask.response
      if (ask.status === 200 && isPart(answer)) return resolve(answer)
      if (ask.status === 401) noticeSignedOut()
      reject(ask.status === 0 ? fail('offline') : refusedAs(readable(answer)))
    }
    ask.open('PUT', path)
    ask.responseType = 'json'
    ask.setRequestHeader('content-type', 'application/octet-stream')
    moved()
    ask.send(body)
  })
}

/** Whoever asked to know of the session's end is told by the next ordinary request. */
const noticeSignedOut = () => void request('GET', '/api/session').catch(() => undefined)

const isPart = (answer: unknown): answer is UploadedPart =>
  typeof answer === 'object' && answer !== null && 'url' in answer && typeof answer.url === 'string'

function readable(answer: unknown): { code: string; limit?: number } {
  const known = typeof answer === 'object' && answer !== null && 'code' in answer && typeof answer.code === 'string'
  return known ? (answer as { code: string; limit?: number }) : { code: 'unreadable' }
}
