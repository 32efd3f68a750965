// Text and its spans. Spans beat the text; a text without either is nothing.
import type { FlexSpan, FlexText, TextLook } from '../tree.ts'
import { readAct } from './act.ts'
import { takeNode, takeText, type Budget } from './budget.ts'
import { readColour } from './colour.ts'
import { readPixels, TYPE } from './length.ts'
import type { Place } from './place.ts'
import { countOf, field, listOf, oneOf } from './value.ts'

const LARGEST = 200

export function readText(from: unknown, place: Place, budget: Budget): FlexText | null {
  const spans = readSpans(field(from, 'contents'), budget)
  const text = spans.length > 0 ? '' : takeText(budget, field(from, 'text'))
  if (text === null) return null
  budget.drawn += 1
  return {
    kind: 'text',
    place,
    act: readAct(field(from, 'action')),
    text,
    spans,
    look: readLook(from),
    align: oneOf(field(from, 'align'), ['start', 'center', 'end'], 'start'),
    gravity: place.layout === 'line' ? 'top' : readGravity(from),
    wrap: field(from, 'wrap') === true,
    lines: countOf(field(from, 'maxLines'), 1000) ?? 0,
    lead: Math.min(readPixels(field(from, 'lineSpacing')) ?? 0, LARGEST),
    shrink: readShrink(from),
  }
}

export const readGravity = (from: unknown) => oneOf(field(from, 'gravity'), ['top', 'center', 'bottom'], 'top')
export const readShrink = (from: unknown) => field(from, 'adjustMode') === 'shrink-to-fit'

function readSpans(value: unknown, budget: Budget): FlexSpan[] {
  const spans: FlexSpan[] = []
  const all = listOf(value)
  for (const [i, from] of all.entries()) {
    if (!takeNode(budget)) {
      budget.dropped += all.length - i
      break
    }
    const text = field(from, 'type') === 'span' ? takeText(budget, field(from, 'text')) : null
    if (text === null) budget.dropped += 1
    else spans.push({ text, look: readLook(from) })
  }
  return spans
}

function readLook(from: unknown): TextLook {
  const size = readPixels(field(from, 'size'), { words: TYPE })
  const [weight, style] = [
    oneOf(field(from, 'weight'), ['regular', 'bold'], null),
    oneOf(field(from, 'style'), ['normal', 'italic'], null),
  ]
  return {
    size: size === null ? null : Math.min(size, LARGEST),
    colour: readColour(field(from, 'color')),
    bold: weight === null ? null : weight === 'bold',
    italic: style === null ? null : style === 'italic',
    line: oneOf(field(from, 'decoration'), ['none', 'underline', 'line-through'], null),
  }
}
