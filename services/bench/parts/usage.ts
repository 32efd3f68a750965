export type Usage = { cpuMs: number; rssBytes: number }

/** Of this process: processor time since its start, and memory after a collection. */
export function usage(): Usage {
  global.gc?.()
  const { user, system } = process.cpuUsage()
  return { cpuMs: (user + system) / 1_000, rssBytes: process.memoryUsage.rss() }
}
