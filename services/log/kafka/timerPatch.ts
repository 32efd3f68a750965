// kafkajs 2.2.4 re-arms a 1-ms timer for ever while idle (tulios/kafkajs#1556 #1704 #1751): 2,650 timers a second, 5 % of a
// core. Looking again matters only while requests wait.
import { createRequire } from 'node:module'

type RequestQueue = {
  throttleCheckTimeoutId: NodeJS.Timeout | null
  pending: unknown[]
  throttledUntil: number
  scheduleCheckPendingRequests(): void
  checkPendingRequests(): void
}

const VERSION = '2.2.4'
const AGAIN_MS = 10

/** Once a process. Throws when another version of the library is installed than the one this was written against. */
export function patchTimer(): void {
  const require = createRequire(import.meta.url)
  const { version } = require('kafkajs/package.json') as { version: string }
  if (version !== VERSION)
    throw new Error(`kafkajs must be exactly ${VERSION}, not ${version}: the log patches its timer`)
  const { prototype } = require('kafkajs/src/network/requestQueue') as { prototype: RequestQueue }
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue) {
    if (this.throttleCheckTimeoutId || this.pending.length === 0) return
    const wait = this.throttledUntil - Date.now()
    this.throttleCheckTimeoutId = setTimeout(
      () => {
        this.throttleCheckTimeoutId = null
        this.checkPendingRequests()
      },
      wait > 0 ? wait : AGAIN_MS,
    )
  }
}
