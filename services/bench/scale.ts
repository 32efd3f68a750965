/** How much a benchmark does, made smaller by BENCH_SCALE (0 < scale ≤ 1) for trials; a whole number, at least `least`. */
export const scaled = (count: number, least = 1): number =>
  Math.max(least, Math.round(count * Number(process.env.BENCH_SCALE ?? '1')))
