export type Usage = { cpuMs: number; rssBytes: number }

/** Of this process: processor time since its start, and memory after a collection, whose own time is the next reading's. */
export function usage(): Usage {
  const { user, system } = process.cpuUsage()
  global.gc?.()
  return { cpuMs: (user + system) / 1_000, rssBytes: process.memoryUsage.rss() }
}
