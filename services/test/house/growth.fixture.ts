// PURE. Whether a process grows: a window late in its life against one after it has warmed up. The load is the same in both, since
// a day of the crowd has the length between them. Of memory the median counts; of handles the least, since a pool may hold all its
// connections through a rush, and what leaks is never given back.

/** Of one life of one process, from its start; `second` counts from there. */
export type Sample = { second: number; rss: number; handles: number }
export type Life = { name: string; samples: Sample[] }
export type Growth = {
  name: string
  rss: [early: number, late: number]
  handles: [early: number, late: number]
  grown: boolean
}

/** Node's heap breathes by its collector; a pool keeps a few connections as long as there is load. */
export const TOLERANCE = { rssShare: 0.15, rssMb: 25, handles: 12 }

/** null: it did not live long enough to tell. */
export function growthOf({ name, samples }: Life, windowS: number): Growth | null {
  const end = samples.at(-1)?.second ?? 0
  if (end < 4 * windowS) return null
  const early = samples.filter(({ second }) => second >= windowS && second < 2 * windowS)
  const late = samples.filter(({ second }) => second > end - windowS)
  const of = (window: Sample[]) => ({
    rss: median(window.map((one) => one.rss)),
    handles: Math.min(...window.map((one) => one.handles)),
  })
  const [before, after] = [of(early), of(late)]
  const rss: Growth['rss'] = [before.rss, after.rss]
  const handles: Growth['handles'] = [before.handles, after.handles]
  const grown =
    rss[1] > rss[0] * (1 + TOLERANCE.rssShare) + TOLERANCE.rssMb || handles[1] > handles[0] + TOLERANCE.handles
  return { name, rss, handles, grown }
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
