// Notes on their way, for the timeline. What knows them is loaded with the note field, or because one of an earlier visit still waits in
// this browser; the first load carries none of it.
import { computed, shallowRef, type ComputedRef } from 'vue'
import { NOTES_OUT } from '../../stores/parts/notesOut.ts'
import type { TimelineItem } from '../timeline/item.ts'

const pending = shallowRef<((conversation: string) => TimelineItem[]) | null>(null)

/** Rejects when it cannot be loaded. */
export async function wakeNotes(): Promise<void> {
  const { startPendingNotes } = await import('./pendingNotes.ts')
  pending.value ??= startPendingNotes()
}

export function useLateNotes(conversation: string): ComputedRef<TimelineItem[]> {
  // Without a line it is tried again with the next conversation.
  if (Object.keys(localStorage).some((key) => key.startsWith(NOTES_OUT))) void wakeNotes().catch(() => undefined)
  return computed(() => pending.value?.(conversation) ?? [])
}
