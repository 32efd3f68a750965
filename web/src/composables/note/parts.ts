// What writing and showing notes needs, loaded with its words at the first need. Without a line it is tried again until it comes.
import { defineAsyncComponent } from 'vue'
import { wakeNotes } from './useLateNotes.ts'
import { learnNoteWords } from './words.ts'

const AGAIN_MS = 3_000
const onError = (_: Error, again: () => void) => void setTimeout(again, AGAIN_MS)

export const NoteForm = defineAsyncComponent({
  async loader() {
    const [part, { learnUploadWords }] = await Promise.all([
      import('../../components/note/NoteForm.vue'),
      import('../upload/words.ts'),
      learnNoteWords(),
      wakeNotes(),
    ])
    await learnUploadWords()
    return part.default
  },
  onError,
})
export const NoteItem = defineAsyncComponent({
  async loader() {
    const [part] = await Promise.all([import('../../components/note/NoteItem.vue'), learnNoteWords()])
    return part.default
  },
  onError,
})
