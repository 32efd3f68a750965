// What a Flex message is once it has been read: every value is one of ours or a number that was clamped. Only the texts and the
// addresses (already checked) are the content's own.
import type { FlexAct } from './read/act.ts'
import type { Gradient } from './read/colour.ts'
import type { Length } from './read/length.ts'
import type { Layout, Place, Side } from './read/place.ts'

/** Null: as the text around it, or as LINE draws it without a word. */
export type TextLook = {
  size: number | null
  colour: string | null
  bold: boolean | null
  italic: boolean | null
  line: 'none' | 'underline' | 'line-through' | null
}
export type FlexSpan = { text: string; look: TextLook }
type Gravity = 'top' | 'center' | 'bottom'
type Align = 'start' | 'center' | 'end'

/** `lines` 0: as many as it takes. `lead`: pixels between lines beyond the usual. */
export type FlexText = {
  kind: 'text'
  place: Place
  act: FlexAct | null
  text: string
  spans: FlexSpan[]
  look: TextLook
  align: Align
  gravity: Gravity
  wrap: boolean
  lines: number
  lead: number
  shrink: boolean
}

/** `ratio` is width by height. `under`: words lie on it, perhaps white ones. */
export type FlexImage = {
  kind: 'image'
  place: Place
  act: FlexAct | null
  src: string | null
  size: Length
  ratio: number
  cover: boolean
  ground: string | null
  align: Align
  gravity: Gravity
  under: boolean
}
export type FlexIcon = { kind: 'icon'; place: Place; src: string | null; size: number; ratio: number }
export type FlexVideo = {
  kind: 'video'
  src: string | null
  poster: string | null
  ratio: number
  act: FlexAct | null
  instead: FlexImage | FlexBox | null
}
export type FlexButton = {
  kind: 'button'
  place: Place
  act: FlexAct
  look: 'primary' | 'secondary' | 'link'
  colour: string | null
  height: 'md' | 'sm'
  gravity: Gravity
  shrink: boolean
}
export type FlexSeparator = { kind: 'separator'; place: Place; colour: string | null }
/** Room: growing (`filler`) or of a size (the old `spacer`). */
export type FlexRoom = { kind: 'room'; place: Place; size: number }

export type FlexBox = {
  kind: 'box'
  place: Place
  act: FlexAct | null
  layout: Layout
  parts: FlexPart[]
  padding: Record<Side, Length>
  size: { width: Length | null; height: Length | null; maxWidth: Length | null; maxHeight: Length | null }
  ground: string | null
  gradient: Gradient | null
  border: { width: number; colour: string | null }
  radius: number
  justify: 'flex-start' | 'center' | 'flex-end' | 'space-between' | 'space-around' | 'space-evenly'
  align: 'flex-start' | 'center' | 'flex-end' | null
}

export type FlexPart = FlexBox | FlexText | FlexImage | FlexIcon | FlexButton | FlexSeparator | FlexRoom

export type BlockName = 'header' | 'hero' | 'body' | 'footer'
export type FlexBlock = {
  name: BlockName
  ground: string | null
  line: { colour: string | null } | null
  part: FlexBox | FlexImage | FlexVideo
}
export type BubbleSize = 'nano' | 'micro' | 'deca' | 'hecto' | 'kilo' | 'mega' | 'giga'
export type FlexBubble = { size: BubbleSize; rtl: boolean; act: FlexAct | null; blocks: FlexBlock[] }

/** `dropped`: parts that could not be drawn and are missing. */
export type FlexTree = { carousel: boolean; bubbles: FlexBubble[]; dropped: number }
