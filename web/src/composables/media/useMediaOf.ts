// The pictures and films of a timeline, in its order: what the lightbox goes through (TL-38).
import { computed, type ComputedRef } from 'vue'
import type { TimelineItem } from '../timeline/item.ts'
import { isMediaBody, pictureSources, storedOf, type MediaBody } from './mediaBody.ts'

export type Shown = { id: string; at: number; body: Extract<MediaBody, { kind: 'image' | 'video' }> }

/** What is on the way, lost, or not to be drawn by a browser has no place in it. */
export function mediaOf(items: readonly TimelineItem[]): Shown[] {
  return items.flatMap(({ id, at, body }) => {
    if (!isMediaBody(body) || (body.kind !== 'image' && body.kind !== 'video')) return []
    const stored = storedOf(body)
    if (stored === null) return []
    return body.kind === 'video' || pictureSources(id, stored, 'full').length > 0 ? [{ id, at, body }] : []
  })
}

export const useMediaOf = (items: () => readonly TimelineItem[]): ComputedRef<Shown[]> =>
  computed(() => mediaOf(items()))
