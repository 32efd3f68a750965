// Attachments of a draft: on their way in this browser, once they are there in the draft, on every device.
import { watch } from 'vue'
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'
import { besideOf } from '../../../stores/parts/beside.ts'
import { usePersonal } from '../../../stores/personal.ts'
import { readKept } from '../../upload/kept.ts'
import { useUploads } from '../../upload/useUploads.ts'

export type Attached = ReturnType<typeof useAttached>

export function useAttached(conversation: string, channel: () => string) {
  const personal = usePersonal()
  const uploads = useUploads(channel)
  const inDraft = () => besideOf(personal.draft(conversation)?.form).files
  uploads.restore(inDraft())

  const mine = () => JSON.stringify(uploads.kept())
  function keep() {
    if (mine() === JSON.stringify(readKept(inDraft()))) return
    const kept = uploads.kept()
    personal.changeDraft(conversation, { beside: { files: kept.length === 0 ? null : kept } })
  }
  watch(() => mine(), keep)

  /** Changed in another tab or on another device: taken over while nobody is at work here. */
  watch(inDraft, (kept) => {
    const theirs = readKept(kept)
    if (document.hasFocus() || mine() === JSON.stringify(theirs)) return
    for (const { key } of uploads.kept()) uploads.remove(key)
    uploads.restore(theirs)
  })

  return {
    ...uploads,
    add: (files: File[]) => uploads.add(files),
    restore: (kept: unknown) => uploads.restore(kept),
    ready: () => uploads.list.value.every(({ message }) => message !== null),
    messages: (): SendableMessage[] => uploads.list.value.flatMap(({ message }) => message ?? []),
    clear() {
      for (const { key } of uploads.list.value) uploads.remove(key)
    },
  }
}
