import type { Say } from '../say.ts'
import { sizeWords } from './sizeWords.ts'
import type { UploadProblem } from './problem.ts'

/** One sentence. */
export function problemWords({ why, limit }: UploadProblem, say: Say): string {
  if (why === 'tooLarge') return say('upload.problem.tooLarge', { limit: sizeWords(limit ?? 0) })
  if (why === 'tooManyPixels')
    return say('upload.problem.tooManyPixels', { limit: Math.round((limit ?? 0) / 1_000_000) })
  return say(`upload.problem.${why}`)
}
