// The words about notes come with what shows them, so that the first load carries none of them.
import { learn, useLazyWords } from '../../locales/lazy.ts'

/** In the language that is spoken now. Rejects when they cannot be loaded. */
export const learnNoteWords = () => learn('note')

/** Whether they are known; another language is learnt when it is chosen, and what cannot be loaded is tried again then. */
export const useNoteWords = () => useLazyWords('note')
