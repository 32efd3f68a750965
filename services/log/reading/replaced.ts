import { LogReplaced, type Position } from '../log.ts'

/** One line for a person, who must decide: nothing is read on until then. */
export const replaced = (reader: string, part: number, { next }: Position, found: string): LogReplaced =>
  new LogReplaced(
    `the log is not the one that was read so far: ${reader} had applied ${next} records of partition ${part}, but ${found}. ` +
      'It was recreated, truncated or swapped. Bring the old one back, or read the new one from its beginning: log adopt --yes',
  )
