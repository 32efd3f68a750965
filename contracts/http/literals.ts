// A union of the words of a list.
import { Type, type TLiteral, type TUnion } from 'typebox'

export const Literals = <const Words extends readonly string[]>(words: Words) =>
  Type.Union(words.map((word) => Type.Literal(word))) as TUnion<{ -readonly [I in keyof Words]: TLiteral<Words[I]> }>
