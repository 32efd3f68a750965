import type { Platform } from '../../platform.ts'
import { startCrowd } from './crowd.ts'
import type { Crowd, CrowdInput, CrowdReport } from './crowd.ts'

/** The one crowd that talks at a time. */
export type Crowds = {
  start(platform: Platform, input: CrowdInput): CrowdReport | { refused: string }
  report(): CrowdReport | Record<string, never>
  stop(): void
}

export function createCrowds(): Crowds {
  let crowd: Crowd | undefined
  return {
    start(platform, input) {
      crowd?.stop()
      const started = startCrowd(platform, input)
      if ('refused' in started) return started
      crowd = started
      return crowd.report()
    },
    report: () => crowd?.report() ?? {},
    stop: () => crowd?.stop(),
  }
}
