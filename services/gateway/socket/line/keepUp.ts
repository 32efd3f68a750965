// Slow browsers: out of their rooms while the line stands, one resync when it runs again, hung up on when it never does (LV-10).
import type { Metrics } from '../../../runtime/metrics.ts'
import { browsersOf, lineOf, waitingOf, type Browser, type Io } from '../connection.ts'
import { drained, judge } from './pace.ts'

export const LOOK_MS = 500

export function createKeepUp({ io, metrics, now }: { io: Io; metrics: Metrics; now: () => number }) {
  function look(browser: Browser) {
    const verdict = judge(browser.data.pace, waitingOf(browser), now())
    if (verdict === 'fell behind') for (const room of browser.data.rooms) void browser.leave(room)
    // Closing in order would wait for the line that does not run.
    if (verdict === 'hopeless') lineOf(browser).terminate()
  }

  return {
    look() {
      const browsers = browsersOf(io)
      for (const browser of browsers) look(browser)
      metrics.sockets.set(browsers.length)
      metrics.socketLagging.set(browsers.filter(({ data }) => data.pace.laggingSince !== null).length)
    },
    watch(browser: Browser) {
      browser.conn.on('drain', () => {
        if (drained(browser.data.pace)) browser.emit('resync', { rooms: [...browser.data.rooms] })
      })
    },
  }
}
