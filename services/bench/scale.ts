const SCALE = () => Number(process.env.BENCH_SCALE ?? '1')

/** How much a benchmark does, made smaller by BENCH_SCALE (0 < scale ≤ 1) for trials; a whole number, at least `least`. */
export const scaled = (count: number, least = 1): number => Math.max(least, Math.round(count * SCALE()))

/** How long it does it, smaller likewise; for what needs no whole number, at least `least` seconds. */
export const scaledSeconds = (seconds: number, least = 0.2): number => Math.max(least, seconds * SCALE())
