// rows → open consoles and push (SH-13…SH-16). May be relied on: each message and each line of the bell is told once, with any number of
// processes and whatever is rebuilt; nothing that is a minute old; a push goes only while no console of that agent is open. May not:
// that it arrives. A bell that is lost is found by the next look of each gateway.
import type { Pool } from '../db/pool.ts'
import { startShift } from '../jobs/shift.ts'
import type { Health } from '../runtime/health.ts'
import type { Logger } from '../runtime/logger.ts'
import { started } from '../runtime/lifecycle.ts'
import type { Directory } from '../directory/open.ts'
import { createPost, type PostDeps } from './push/post.ts'
import { createPushTurn } from './push/turn.ts'
import { forgetOccasions } from './tell/occasions.ts'
import { createTell, type TellDeps } from './tell/turn.ts'

export type NotifierDeps = Omit<TellDeps, 'now'> &
  Pick<PostDeps, 'isAllowed' | 'tls'> & {
    pool: Pool
    directory: Directory
    publicUrl: string
    logger: Logger
    health: Health
    now?: () => number
    everyMs?: number
  }

/** What a customer wrote is on the screen by then; what tells of it comes with it. */
const EVERY_MS = 250
const TELL_LOCK = 7_301_966
const PUSH_LOCK = 7_301_967
const FORGET_EVERY_MS = 60_000

export function startNotifier(deps: NotifierDeps): Promise<{ stop(): Promise<void> }> {
  const { pool, directory, publicUrl, health, now = Date.now, everyMs = EVERY_MS } = deps
  const logger = deps.logger.child({ role: 'notifier' })
  return started(async (stack) => {
    const contact = publicUrl.startsWith('https:') ? publicUrl : 'mailto:push@madoguchi.invalid'
    const key = () => directory.push.key()
    const post = stack.use(createPost({ ...deps, key, contact }), (one) => one.stop())
    const tell = createTell({ ...deps, now })
    const push = createPushTurn({ ...deps, post, logger, now })
    let forgotAt = -Infinity

    async function work() {
      await tell()
      if (now() - forgotAt < FORGET_EVERY_MS) return
      forgotAt = now()
      await forgetOccasions(pool, forgotAt)
    }

    // Apart: a push service that is slow must not keep anybody's console waiting.
    const shifts = {
      notifier: startShift({ pool, lock: TELL_LOCK, everyMs, work, logger }),
      push: startShift({ pool, lock: PUSH_LOCK, everyMs, work: push, logger }),
    }
    for (const [name, shift] of Object.entries(shifts)) {
      stack.add(() => shift.stop())
      health.check(name, () => {
        const why = shift.trouble()
        return why === null ? { state: 'ok' } : { state: 'degraded', why }
      })
    }
    return { stop: () => stack.stop() }
  })
}
