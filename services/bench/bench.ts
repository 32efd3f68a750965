// One benchmark: a folder of services/bench with a `bench.ts` that exports `bench`.
import type { Figure } from './figure.ts'

/** `say` tells how far it is; resolves with its figures, everything it started stopped. */
export type Bench = (say: (line: string) => void) => Promise<Figure[]>
