// A picture as LINE takes it: JPEG and PNG up to 10 MB as they are, all else turned into JPEG, and a small one beside it.
import { UPLOAD_MAX } from '@madoguchi/contracts/http/upload'
import { jpegOf, type Size } from './draw.ts'
import { fail } from './problem.ts'
import { extentOf } from './read/extent.ts'
import type { PictureType } from './read/format.ts'
import { createSlots } from './slots.ts'

/** A browser unfolds four bytes a pixel, whatever the file weighs: 400 MB here. A phone's largest everyday photos have half of it. */
export const PIXELS_MAX = 100_000_000
/** Beyond what any phone shows, and within what every browser draws. */
const CONVERTED_SIDE = 4_096
export const PREVIEW_SIDE = 1_024
const DECODED_WITHIN_MS = 30_000

export type Picture = { content: Blob; preview: Blob } & Size

/** One at a time, however many files there are: three large ones unfolded would end the page. */
const inTurn = createSlots(1)

/** Unfolds it for as long as the work lasts. Rejects with UploadFailed. */
export const unfolded = <T>(file: Blob, type: PictureType, work: (bitmap: ImageBitmap) => Promise<T>): Promise<T> =>
  inTurn(async () => {
    const bitmap = await decoded(file, type)
    try {
      return await work(bitmap)
    } finally {
      bitmap.close()
    }
  })

/** Rejects with UploadFailed. */
export const readPicture = (file: Blob, type: PictureType): Promise<Picture> =>
  unfolded(file, type, async (bitmap) => {
    const preview = await jpegOf(bitmap, { side: PREVIEW_SIDE, max: UPLOAD_MAX.image.preview })
    const fits = (type === 'jpeg' || type === 'png') && file.size <= UPLOAD_MAX.image.content
    const { width, height } = bitmap
    if (fits) return { content: file, preview: preview.blob, width, height }
    const { blob, ...size } = await jpegOf(bitmap, { side: CONVERTED_SIDE, max: UPLOAD_MAX.image.content })
    return { content: blob, preview: preview.blob, ...size }
  })

/** Upright. Refuses by what the picture says of itself before anything unfolds it. */
async function decoded(file: Blob, type: PictureType): Promise<ImageBitmap> {
  const extent = await extentOf(file, type)
  if (extent === null) throw fail('unreadable')
  if (extent.width * extent.height > PIXELS_MAX) throw fail('tooManyPixels', PIXELS_MAX)
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), DECODED_WITHIN_MS)
  const work = createImageBitmap(file, { imageOrientation: 'from-image' })
  try {
    return await Promise.race([
      work.catch(() => Promise.reject(fail('unreadable'))),
      new Promise<never>((_, reject) => (late.signal.onabort = () => reject(fail('unreadable')))),
    ])
  } finally {
    clearTimeout(timer)
    if (late.signal.aborted)
      void work.then(
        (bitmap) => bitmap.close(),
        () => undefined,
      )
  }
}
