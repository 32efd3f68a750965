// What a customer sent as a picture, a film, a voice or a file, and how a browser can show it (pure).
import { mediaPath, type Media } from '@madoguchi/contracts/row/body/media'
import type { Body } from '@madoguchi/contracts/row/message'

export type MediaKind = 'image' | 'video' | 'audio' | 'file'
export type MediaBody = Extract<Body, { kind: MediaKind }>
export type Stored = Extract<Media, { state: 'stored' }>

/** Formats of pictures that every browser we serve can draw; others have at most LINE's small picture. */
const DRAWN = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif']

export const isMediaBody = (body: Body): body is MediaBody => ['image', 'video', 'audio', 'file'].includes(body.kind)

export const storedOf = ({ media }: MediaBody): Stored | null => (media?.state === 'stored' ? media : null)

export const contentOf = (id: string): string => mediaPath(id, 'content')

/** The gateway sends it as an attachment, whatever it is. */
export const savePath = (id: string): string => `${mediaPath(id, 'content')}?save=1`

export const posterOf = (id: string, { preview }: Stored): string | undefined =>
  preview ? mediaPath(id, 'preview') : undefined

/** Addresses to draw a picture from, the wanted one first; none = no browser can. `small`: LINE's own small one will do. */
export function pictureSources(id: string, { type, preview }: Stored, size: 'small' | 'full'): string[] {
  const all = [
    ...(DRAWN.includes(type) ? [mediaPath(id, 'content')] : []),
    ...(preview ? [mediaPath(id, 'preview')] : []),
  ]
  return size === 'small' ? all.toReversed() : all
}
