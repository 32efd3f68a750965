// What was prepared, up to an address that LINE fetches.
import type { NewUpload, Upload, UploadPart } from '@madoguchi/contracts/http/upload'
import { HttpError, request } from '../../http.ts'
import type { Uploaded } from './message.ts'
import type { Ready } from './prepare.ts'
import { fail, refusedAs } from './problem.ts'
import { putPart } from './put.ts'

/** `onProgress`: 0 … 1. Aborting ends it with the problem `cancelled`. */
export type Sending = { channel: string; onProgress?: (progress: number) => void; signal?: AbortSignal }

/** Rejects with UploadFailed. */
export async function sendUpload(prepared: Ready, sending: Sending): Promise<Uploaded> {
  const { kind, name, content, preview, duration, width, height } = prepared
  const wish = kind === 'file' && name !== '' ? { kind, name } : { kind }
  const parts: [UploadPart, Blob][] = [
    ['content', content],
    ...(preview ? [['preview', preview] as [UploadPart, Blob]] : []),
  ]
  const { urls } = await sendParts(wish, parts, sending)
  return { kind, name, url: urls.get('content')!, previewUrl: urls.get('preview') ?? null, duration, width, height }
}

/** All parts under one address. */
export async function sendParts(
  wish: Omit<NewUpload, 'channel'>,
  parts: [UploadPart, Blob][],
  { channel, onProgress = () => undefined, signal = new AbortController().signal }: Sending,
): Promise<{ base: string; urls: Map<UploadPart, string> }> {
  if (signal.aborted) throw fail('cancelled')
  const body: NewUpload = { ...wish, channel }
  const { token, base } = await request<Upload>('POST', '/api/uploads', { body }).catch((error: unknown) => {
    throw error instanceof HttpError ? refusedAs(error) : error
  })
  const total = parts.reduce((sum, [, blob]) => sum + blob.size, 0)
  const urls = new Map<UploadPart, string>()
  let before = 0
  for (const [part, blob] of parts) {
    const onBytes = (sent: number) => onProgress(Math.min(1, (before + sent) / total))
    urls.set(part, (await putPart(`/api/uploads/${token}/${part}`, blob, { onBytes, signal })).url)
    before += blob.size
  }
  onProgress(1)
  return { base, urls }
}
