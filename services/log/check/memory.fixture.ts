// A reader of one partition that keeps its position and what it was given in memory.
import type { Position, Reader } from '../log.ts'

export function createMemory(name: string, part: number, begin: Position = { next: 0, lastKey: null }) {
  const ids: string[] = []
  let at = begin
  const reader: Reader = {
    name,
    position: async (asked) => (asked === part ? at : { next: 0, lastKey: null }),
    async deliver(from, records) {
      const last = records.at(-1)
      if (from !== part || last === undefined) return
      ids.push(...records.map((record) => record.event!.id))
      at = { next: last.off + 1, lastKey: last.key }
    },
  }
  return { reader, ids, position: () => at }
}
