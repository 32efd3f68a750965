// A template message as cards, however it is built; null where the object is missing or not what LINE takes (TL-30).
import { actOf, type Act } from './action.ts'
import { listOf, openOf, wordsOf, type Open } from './open.ts'

export const TEMPLATES = ['buttons', 'confirm', 'carousel', 'image_carousel'] as const
export type TemplateKind = (typeof TEMPLATES)[number]

/** `picture`: its address as given. `tap`: what a tap on picture and text does. */
export type Card = {
  picture: string | null
  title: string | null
  text: string | null
  tap: Act | null
  acts: Act[]
}
export type TemplateCards = { kind: TemplateKind; shape: 'wide' | 'square'; cards: Card[] }

/** No carousel holds more. */
const MOST = 10

export const templateKind = (value: unknown): TemplateKind | null =>
  TEMPLATES.find((kind) => kind === openOf(value).type) ?? null

export function templateCards(value: unknown): TemplateCards | null {
  const template = openOf(value)
  const kind = templateKind(template)
  if (kind === null) return null
  const cards = kind === 'buttons' || kind === 'confirm' ? [card(template)] : columns(template).map(card)
  const says = cards.length > 0 && cards.every((one) => one.text !== null || one.picture !== null)
  if (!says) return null
  const square = kind === 'image_carousel' || template.imageAspectRatio === 'square'
  return { kind, shape: square ? 'square' : 'wide', cards }
}

const columns = (template: Open) => listOf(template.columns).slice(0, MOST).map(openOf)

/** The column of an image carousel has one picture and one action. */
const card = (one: Open): Card => ({
  picture: wordsOf(one.thumbnailImageUrl) ?? wordsOf(one.imageUrl),
  title: wordsOf(one.title),
  text: wordsOf(one.text),
  tap: actOf(one.defaultAction),
  acts: [...listOf(one.actions), one.action].map(actOf).filter((act) => act !== null),
})
