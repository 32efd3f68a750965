// "Note about this": from an item of the timeline into the note field, which stands elsewhere in the conversation.
import { inject, provide, type InjectionKey } from 'vue'

type About = (row: string) => void
const ABOUT: InjectionKey<About> = Symbol('note about')

export const provideNoteAbout = (about: About): void => provide(ABOUT, about)
/** null: there is no note field here. */
export const useNoteAbout = (): About | null => inject(ABOUT, null)
