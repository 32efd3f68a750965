// A picture with areas to tap, in the units of `baseSize`; areas stay inside it.
import { isJson, listOf, own } from '../check/check.ts'
import type { Run } from '../check/problem.ts'
import { choice, https, link, list, maybe, object, text, whole, type Json } from '../check/rule.ts'
import { COMMON } from './every.ts'

export const IMAGEMAP_AREA = object({ x: whole(), y: whole(), width: whole(1), height: whole(1) })

// Counted in UTF-16 units, the stricter reading: LINE's list of grapheme fields names action objects, not these.
const everyAction = { label: maybe(text(100, { min: 0 })), area: IMAGEMAP_AREA }
export const IMAGEMAP_ACTIONS = {
  uri: object({ linkUri: link(), ...everyAction }),
  message: object({ text: text(400), ...everyAction }),
  clipboard: object({ clipboardText: text(1000), ...everyAction }),
}

export const IMAGEMAP_LINK = object({ linkUri: link(), label: text(30) })
export const IMAGEMAP_VIDEO = object({
  originalContentUrl: https(),
  previewImageUrl: https(),
  area: IMAGEMAP_AREA,
  externalLink: maybe(IMAGEMAP_LINK),
})

export const IMAGEMAP = object(
  {
    baseUrl: https(),
    altText: text(1500),
    baseSize: object({ width: whole(1040, 1040), height: whole(1) }),
    actions: list(
      choice(() => IMAGEMAP_ACTIONS),
      0,
      50,
    ),
    video: maybe(IMAGEMAP_VIDEO),
    ...COMMON,
  },
  areasInside,
)

function areasInside(message: Json, at: string, run: Run): void {
  const base = own(message, 'baseSize')
  if (!isJson(base)) return
  const areaOf = (value: unknown) => (isJson(value) ? own(value, 'area') : undefined)
  for (const [i, action] of listOf(own(message, 'actions')).slice(0, IMAGEMAP.fields.actions.max).entries())
    checkInside(areaOf(action), base, `${at}.actions[${i}].area`, run)
  checkInside(areaOf(own(message, 'video')), base, `${at}.video.area`, run)
}

function checkInside(area: unknown, base: Json, at: string, run: Run): void {
  if (!isJson(area)) return
  for (const [place, size] of [
    ['x', 'width'],
    ['y', 'height'],
  ] as const) {
    const [from, length, room] = [own(area, place), own(area, size), own(base, size)]
    if (typeof from !== 'number' || typeof length !== 'number' || typeof room !== 'number' || from < 0) continue
    if (from >= room) run.say(`${at}.${place}`, 'out_of_range', room - 1)
    else if (from + length > room) run.say(`${at}.${size}`, 'out_of_range', room - from)
  }
}
