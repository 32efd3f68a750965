// An imagemap as a ratio, an address and areas in percent of the picture; null where the object is not what LINE takes (TL-29).
import { actOf, type Act } from './action.ts'
import { listOf, openOf, sizeOf, wordsOf, type Open } from './open.ts'

/** Percent of the picture's width and height. */
export type Area = { left: number; top: number; width: number; height: number }
export type ImagemapVideo = { area: Area; video: string | null; link: Act | null }
/** `pictures`: LINE adds the width to the address, without an extension; the largest first. */
export type ImagemapParts = {
  pictures: string[]
  ratio: number
  areas: { area: Area; act: Act }[]
  video: ImagemapVideo | null
}

const MOST = 50
const WIDTHS = [1040, 700, 460, 300, 240]
/** Beyond this a box would be a line. LINE bounds neither. */
const RATIO = { least: 0.2, most: 8 }

export function imagemapParts(value: unknown): ImagemapParts | null {
  const { baseUrl, baseSize, actions, video } = openOf(value)
  const [base, size] = [wordsOf(baseUrl), openOf(baseSize)]
  const [width, height] = [sizeOf(size.width), sizeOf(size.height)]
  if (base === null || width === null || height === null) return null
  const within = (area: unknown) => areaOf(openOf(area), { width, height })
  return {
    pictures: WIDTHS.map((size) => `${base}/${size}`),
    ratio: Math.min(RATIO.most, Math.max(RATIO.least, width / height)),
    areas: listOf(actions)
      .slice(0, MOST)
      .flatMap((one) => {
        const [act, area] = [actOf(one), within(openOf(one).area)]
        return act === null || area === null ? [] : [{ area, act }]
      }),
    video: videoOf(openOf(video), within),
  }
}

function videoOf(video: Open, within: (area: unknown) => Area | null): ImagemapVideo | null {
  const area = within(video.area)
  if (area === null) return null
  const { linkUri, label } = openOf(video.externalLink)
  const link = wordsOf(linkUri) === null ? null : actOf({ type: 'uri', linkUri, label })
  return { area, video: wordsOf(video.originalContentUrl), link }
}

/** Cut to the picture; null where nothing of it lies there. */
function areaOf({ x, y, width, height }: Open, whole: { width: number; height: number }): Area | null {
  const [across, down] = [span(x, width, whole.width), span(y, height, whole.height)]
  if (across === null || down === null) return null
  return { left: across.from, width: across.size, top: down.from, height: down.size }
}

function span(start: unknown, length: unknown, whole: number): { from: number; size: number } | null {
  const size = sizeOf(length)
  if (typeof start !== 'number' || !Number.isFinite(start) || size === null) return null
  const from = Math.min(whole, Math.max(0, start))
  const to = Math.min(whole, Math.max(0, start + size))
  return to > from ? { from: (from / whole) * 100, size: ((to - from) / whole) * 100 } : null
}
