// Flex: the container is checked piece by piece in ../table/flex and drawn piece by piece in the browser; here it is any object,
// since LINE adds to it without notice and an old payload holds what newer descriptions no longer know.
import { Type, type Static } from 'typebox'
import { closed, common } from './every.ts'

export type FlexContainer = { type: 'bubble' | 'carousel'; [more: string]: unknown }
export const FlexContainer = Type.Unsafe<FlexContainer>(
  Type.Object({ type: Type.Union([Type.Literal('bubble'), Type.Literal('carousel')]) }),
)

export const FlexMessage = Type.Object(
  { type: Type.Literal('flex'), altText: Type.String(), contents: FlexContainer, ...common },
  closed,
)
export type FlexMessage = Static<typeof FlexMessage>
