// A picture as an imagemap wants it: the same in five widths under one address, so that each phone fetches the one that fits.
import { IMAGEMAP_WIDTHS, UPLOAD_MAX, type UploadPart } from '@madoguchi/contracts/http/upload'
import { drawn } from './draw.ts'
import { unfolded } from './picture.ts'
import { fail } from './problem.ts'
import { bytesAt } from './read/bytes.ts'
import { FORMAT_BYTES, formatOf } from './read/format.ts'
import { sendParts, type Sending } from './send.ts'

/** `height`: at the width of 1040, in which areas are measured. */
export type ImagemapUpload = { baseUrl: string; height: number }

const BASE_WIDTH = 1_040
/** LINE names no greatest height; beyond this nobody sees it whole, and a canvas of many browsers ends. */
const HEIGHT_MAX = BASE_WIDTH * 8

/** Rejects with UploadFailed. */
export async function imagemapUpload(file: File, sending: Sending): Promise<ImagemapUpload> {
  const { parts, height } = await widthsOf(file)
  const { base } = await sendParts({ kind: 'imagemap' }, parts, sending)
  return { baseUrl: base, height }
}

type Parts = { parts: [UploadPart, Blob][]; height: number }

async function widthsOf(file: File): Promise<Parts> {
  if (file.size === 0) throw fail('empty')
  if (file.size > UPLOAD_MAX.file.content) throw fail('tooLarge', UPLOAD_MAX.file.content)
  const head = await bytesAt(file, 0, FORMAT_BYTES).catch(() => Promise.reject(fail('unreadable')))
  const format = formatOf(head)
  if (format.is !== 'picture') throw fail('wrongKind')
  return unfolded(file, format.type, partsOf)
}

async function partsOf(bitmap: ImageBitmap): Promise<Parts> {
  const heightAt = (width: number) => Math.max(1, Math.round((bitmap.height * width) / bitmap.width))
  if (heightAt(BASE_WIDTH) > HEIGHT_MAX) throw fail('tooManyPixels', HEIGHT_MAX * BASE_WIDTH)
  const parts: [UploadPart, Blob][] = []
  for (const width of IMAGEMAP_WIDTHS) {
    const canvas = drawn(bitmap, { width: Number(width), height: heightAt(Number(width)) })
    parts.push([width, await jpegWithin(canvas)])
  }
  return { parts, height: heightAt(BASE_WIDTH) }
}

/** The size is given, so quality alone gives way. */
async function jpegWithin(canvas: OffscreenCanvas): Promise<Blob> {
  for (const quality of [0.9, 0.75, 0.6, 0.45]) {
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality })
    if (blob.size <= UPLOAD_MAX.imagemap.content) return blob
  }
  throw fail('tooLarge', UPLOAD_MAX.imagemap.content)
}
