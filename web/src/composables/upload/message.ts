// What was uploaded, as the message LINE takes (pure).
import type { UploadKind } from '@madoguchi/contracts/http/upload'
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'

/** `duration` ms. `previewUrl`: of pictures and films. */
export type Uploaded = {
  kind: UploadKind
  name: string
  url: string
  previewUrl: string | null
  duration: number | null
  width: number | null
  height: number | null
}

/** LINE takes no files: one goes as a text with its name and where it is. */
export function messageOf({ kind, name, url, previewUrl, duration }: Uploaded): SendableMessage {
  if (kind === 'video') return { type: 'video', originalContentUrl: url, previewImageUrl: previewUrl ?? url }
  if (kind === 'audio')
    return { type: 'audio', originalContentUrl: url, duration: Math.max(1, Math.round(duration ?? 1)) }
  if (kind === 'file') return { type: 'text', text: name === '' ? url : `${name}\n${url}` }
  return { type: 'image', originalContentUrl: url, previewImageUrl: previewUrl ?? url }
}
