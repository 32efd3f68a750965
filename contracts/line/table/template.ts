// Templates: buttons, confirm, carousel, image carousel.
import { isJson, listOf, own } from '../check/check.ts'
import type { Run } from '../check/problem.ts'
import { choice, color, graphemes, https, list, maybe, object, oneOf, text, type Json } from '../check/rule.ts'
import { actionAt } from './action.ts'
import { COMMON } from './every.ts'

const action = actionAt('template')
/** `text`: less of it where a picture or a title stands above. */
const head = (plain: number) => ({
  thumbnailImageUrl: maybe(https()),
  imageBackgroundColor: maybe(color(false)),
  title: maybe(graphemes(40)),
  text: graphemes(plain, { besides: { max: 60, fields: ['thumbnailImageUrl', 'title'] } }),
  defaultAction: maybe(action),
})
const look = {
  imageAspectRatio: maybe(oneOf('rectangle', 'square')),
  imageSize: maybe(oneOf('cover', 'contain')),
}

export const CAROUSEL_COLUMN = object({ ...head(120), actions: list(action, 1, 3) })
export const IMAGE_COLUMN = object({ imageUrl: https(), action: actionAt('imageCarousel') })

export const TEMPLATES = {
  buttons: object({ ...head(160), ...look, actions: list(action, 1, 4) }),
  confirm: object({ text: graphemes(240), actions: list(action, 2, 2) }),
  carousel: object({ ...look, columns: list(CAROUSEL_COLUMN, 1, 10) }, columnsAlike),
  image_carousel: object({ columns: list(IMAGE_COLUMN, 1, 10) }),
}

export const TEMPLATE = object({ altText: text(1500), template: choice(() => TEMPLATES), ...COMMON })

/** As many actions in each as in the first, and a picture or a title in all or in none. */
function columnsAlike(template: Json, at: string, run: Run): void {
  const [first, ...rest] = listOf(own(template, 'columns')).slice(0, 10)
  if (!isJson(first)) return
  for (const [i, column] of rest.entries()) {
    if (!isJson(column)) continue
    const here = `${at}.columns[${i + 1}]`
    if (listOf(own(column, 'actions')).length !== listOf(own(first, 'actions')).length)
      run.say(`${here}.actions`, 'uneven', listOf(own(first, 'actions')).length)
    for (const name of ['thumbnailImageUrl', 'title'])
      if ((own(column, name) === undefined) !== (own(first, name) === undefined)) run.say(`${here}.${name}`, 'uneven')
  }
}
