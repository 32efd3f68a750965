// Which tags a list asks for (LP-9): any, all or none of them, one tag being one however it is typed (`tagKey`). In an address it is one
// text: `any,VIP,新規`.
import { Type, type Static } from 'typebox'
import { TAG_MAX, tagKey } from './tag.ts'

export const TAG_WAYS = ['any', 'all', 'none'] as const
export type TagWay = (typeof TAG_WAYS)[number]
/** In one filter. */
export const TAGS_ASKED = 20

export const TagFilter = Type.Object(
  {
    which: Type.Union([Type.Literal('any'), Type.Literal('all'), Type.Literal('none')]),
    names: Type.Array(Type.String({ minLength: 1, maxLength: TAG_MAX, pattern: '\\S' }), {
      minItems: 1,
      maxItems: TAGS_ASKED,
    }),
  },
  { additionalProperties: false },
)
export type TagFilter = Static<typeof TagFilter>

/** Each once. */
export const keysOf = (names: readonly string[]): string[] => [...new Set(names.map(tagKey))]

/** What bears no tag has none of them. */
export function bears(tags: readonly string[] | undefined, { which, names }: TagFilter): boolean {
  const [borne, asked] = [new Set(keysOf(tags ?? [])), keysOf(names)]
  if (which === 'all') return asked.every((key) => borne.has(key))
  return asked.some((key) => borne.has(key)) === (which === 'any')
}

/** A tag may hold a comma: it is written as `%2C`, and `%` as `%25`. */
export const tagsText = ({ which, names }: TagFilter): string =>
  [which, ...names.map((name) => name.replace(/[%,]/g, encodeURIComponent))].join(',')

/** Whatever it says: whether that is a filter is for the schema. */
export function tagsIn(text: string): { which: string; names: string[] } {
  const [which, ...names] = text.split(',')
  return { which: which!, names: names.map((name) => name.replace(/%(?:25|2C)/g, decodeURIComponent)) }
}
