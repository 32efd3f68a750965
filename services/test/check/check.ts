// A randomized check as CI and a person run it: seeds and a length. `npm run check -- <name> [--seed N] [--long]` sets both;
// without it a check runs with one fixed seed and one fresh one, short, so that CI's ten minutes hold.
import { randomInt } from 'node:crypto'

export type Check<Size> = {
  seeds: number[]
  size: Size
  long: boolean
}

const FIXED = 1

/** `short` and `long`: how much one run does. The fresh seed is printed: a failure repeats with it. */
export function checkOf<Size>(name: string, { short, long }: { short: Size; long: Size }): Check<Size> {
  const { CHECK_SEED, CHECK_LENGTH } = process.env
  const isLong = CHECK_LENGTH === 'long'
  const seeds = CHECK_SEED ? [seedOf(CHECK_SEED)] : isLong ? [fresh()] : [FIXED, fresh()]
  console.log(`check ${name}: seed ${seeds.join(' and ')}; again with: npm run check -- ${name} --seed N`)
  return { seeds, size: isLong ? long : short, long: isLong }
}

const fresh = () => randomInt(2, 2 ** 31)

function seedOf(text: string): number {
  const seed = Number(text)
  if (!Number.isSafeInteger(seed) || seed < 0) throw new Error(`CHECK_SEED must be a whole number, not ${text}`)
  return seed
}
