// Words by which conversations are found and told apart. They are added and taken away, never saved as a whole: two people at one never
// clash and never double it (CO-21).
import { Type } from 'typebox'

export const TAG_MAX = 60
/** In one command. */
export const TAGS_MOST = 50

/** In the order of their keys. */
export const Tags = Type.Array(Type.String())

/** One tag is one however it is typed: width, case and spaces make no difference (TG-1). */
export const tagKey = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()

const inOrder = (a: string, b: string) => (tagKey(a) < tagKey(b) ? -1 : 1)

/** What is there keeps its spelling; what is not there cannot be taken away. Twice the same is once. */
export function tagged(
  tags: readonly string[],
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
) {
  const gone = new Set(remove.map(tagKey))
  const left = new Map(tags.filter((name) => !gone.has(tagKey(name))).map((name) => [tagKey(name), name]))
  for (const name of add.map((one) => one.trim()))
    if (tagKey(name) !== '' && !left.has(tagKey(name))) left.set(tagKey(name), name)
  return [...left.values()].sort(inOrder)
}
