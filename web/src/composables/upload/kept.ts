// What of a list of uploads outlives the page, in a draft: the finished ones, as their messages. Read back with distrust (pure).
import { UPLOAD_KINDS, type UploadKind } from '@madoguchi/contracts/http/upload'
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'

export type KeptUpload = { key: string; name: string; kind: UploadKind; size: number; message: SendableMessage }

/** More than five bubbles no send takes; a list that was tampered with ends here. */
const KEPT_MAX = 20
const KINDS: readonly unknown[] = UPLOAD_KINDS

export const readKept = (kept: unknown): KeptUpload[] =>
  Array.isArray(kept) ? kept.filter(isKept).slice(0, KEPT_MAX).map(clean) : []

function isKept(one: unknown): one is KeptUpload {
  const { key, name, kind, size, message } = (one ?? {}) as Record<string, unknown>
  const named = typeof key === 'string' && typeof name === 'string' && typeof size === 'number'
  return named && KINDS.includes(kind) && isMessage(message)
}

function isMessage(message: unknown): message is SendableMessage {
  const { type, text, originalContentUrl, previewImageUrl, duration } = (message ?? {}) as Record<string, unknown>
  const content = typeof originalContentUrl === 'string'
  if (type === 'text') return typeof text === 'string'
  if (type === 'audio') return content && typeof duration === 'number'
  return (type === 'image' || type === 'video') && content && typeof previewImageUrl === 'string'
}

const clean = ({ key, name, kind, size, message }: KeptUpload): KeptUpload => ({ key, name, kind, size, message })

/** Paths on this console of what a kept message carries: its content's and its preview's, null where it has none. */
export function pathsOf(message: SendableMessage): { content: string | null; preview: string | null } {
  const picture = message.type === 'image' || message.type === 'video'
  const content =
    message.type === 'text' ? message.text : 'originalContentUrl' in message ? message.originalContentUrl : ''
  return { content: pathIn(content), preview: picture ? pathIn(message.previewImageUrl) : null }
}

const pathIn = (text: string): string | null => /\/m\/[0-9a-f]{40}(?:\/preview)?(?![\w/])/.exec(text)?.[0] ?? null
