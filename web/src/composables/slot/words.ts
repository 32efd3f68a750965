// The form's words come with the form, so that the first load carries none of them.
import { learn } from '../../locales/lazy.ts'

/** In the language that is spoken now; again whenever another one is. Rejects when they cannot be loaded. */
export const learnWords = () => Promise.all([learn('slot'), learn('template')])
