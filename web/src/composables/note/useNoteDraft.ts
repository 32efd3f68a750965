// A note being written in one conversation: kept with every key under the agent and the conversation, cleared by the note that used it
// and by nothing else (CM-2, CM-5).
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { NOTE_MAX, type NoteFile } from '@madoguchi/contracts/event/note'
import { NOTE_FILES_MAX } from '@madoguchi/contracts/socket/desk'
import { useNotes } from '../../stores/notes.ts'
import { usePresence } from '../../stores/presence.ts'
import type { BesideLink } from '../composer/link.ts'
import { readKept } from '../upload/kept.ts'
import { useUploads, type UploadItem } from '../upload/useUploads.ts'
import { addressOfUpload } from './files.ts'
import { trimmed, type Written } from './mentions.ts'

/** The counter appears from here on, as that of a reply. */
const COUNT_FROM = 4_500

export function useNoteDraft(conversation: string, channel: () => string, focused: () => boolean) {
  const notes = useNotes()
  const presence = usePresence()
  const uploads = useUploads(channel)
  const kept = notes.draft(conversation)
  const written = ref<Written>({ text: kept.text, mentions: kept.mentions })
  const about = ref(kept.about)
  uploads.restore(kept.files)

  const files = () => JSON.stringify(uploads.kept())
  const keep = () => notes.keep(conversation, { ...written.value, about: about.value, files: uploads.kept() })
  watch(files, keep)

  /** What was refused has come back, or "Note about this" was pressed: taken over unless it is what stands here. */
  watch(
    () => notes.draft(conversation),
    (now) => {
      if (focused() && now.text === written.value.text && now.about === about.value) return
      written.value = { text: now.text, mentions: now.mentions }
      about.value = now.about
      const known = new Set(uploads.list.value.map(({ key }) => key))
      uploads.restore(readKept(now.files).filter(({ key }) => !known.has(key)))
    },
  )

  function write(next: Written) {
    written.value = next
    keep()
    presence.signal(conversation, next.text.trim() === '' ? 'viewing' : 'noting')
  }

  function setAbout(row: string | null) {
    about.value = row
    keep()
  }

  const length = computed(() => written.value.text.trim().length)
  const there = computed(() => uploads.list.value.every(({ message }) => addressOfUpload(message) !== null))
  const sendable = computed(
    () => length.value > 0 && length.value <= NOTE_MAX && there.value && uploads.list.value.length <= NOTE_FILES_MAX,
  )

  /** False: nothing that could be saved. */
  function save(): boolean {
    if (!sendable.value) return false
    const items = uploads.list.value
    const keptFiles = new Map(uploads.kept().map((one) => [one.key, one]))
    const withFiles = items.map((item) => ({ ...fileOf(item), kept: keptFiles.get(item.key) }))
    // Before the note: a signal is volatile, and lost while the line is busy.
    presence.signal(conversation, 'viewing')
    notes.write({ ...trimmed(written.value), about: about.value, files: [] }, conversation, withFiles)
    written.value = { text: '', mentions: [] }
    about.value = null
    for (const { key } of items) uploads.remove(key)
    keep()
    return true
  }

  /** As the composer's files are attached: there is nothing to wait for. */
  const link: Ref<Pick<BesideLink, 'attach'> | null> = shallowRef({
    attach: (given: File[]) => uploads.add(given, 'file'),
  })

  return {
    written,
    about,
    uploads,
    link,
    write,
    setAbout,
    save,
    sendable,
    over: computed(() => length.value - NOTE_MAX),
    /** Letters so far, where they begin to matter; null = not yet. */
    left: computed(() => (length.value < COUNT_FROM ? null : length.value)),
  }
}

const fileOf = ({ name, size, message }: UploadItem): NoteFile => ({
  address: addressOfUpload(message) ?? '',
  name,
  type: '',
  size,
})
