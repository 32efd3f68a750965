// The words about uploads come with what shows them, so that the first load carries none of them.
import { learn } from '../../locales/lazy.ts'

/** In the language that is spoken now. Rejects when they cannot be loaded. */
export const learnUploadWords = () => learn('upload')
