// Pictures made by a canvas: scaled, upright, on white, as JPEG that fits a limit.
import { fail } from './problem.ts'

export type Size = { width: number; height: number }
type Drawable = ImageBitmap | OffscreenCanvas

/** Down to `side` on its longer side, never up. */
export function fitted({ width, height }: Size, side: number): Size {
  const scale = Math.min(1, side / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** What is transparent becomes white: a JPEG would show it black. */
export function drawn(source: Drawable, { width, height }: Size): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height)
  const pen = canvas.getContext('2d')
  if (pen === null) throw fail('unreadable')
  pen.fillStyle = '#ffffff'
  pen.fillRect(0, 0, width, height)
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(source, 0, 0, width, height)
  return canvas
}

const QUALITIES = [0.9, 0.82, 0.74, 0.66, 0.58, 0.5]
const SIDE_MIN = 64

/** Quality first, then size, until it fits. */
export async function jpegOf(
  source: Drawable,
  { side, max }: { side: number; max: number },
): Promise<{ blob: Blob } & Size> {
  for (let longest = side; longest >= SIDE_MIN; longest = Math.floor(longest * 0.75)) {
    const size = fitted(source, longest)
    const canvas = drawn(source, size)
    for (const quality of QUALITIES) {
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality })
      if (blob.size <= max) return { blob, ...size }
    }
  }
  throw fail('tooLarge', max)
}
