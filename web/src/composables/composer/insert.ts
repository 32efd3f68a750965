// Putting words into the composer from elsewhere in the conversation ("Edit as new"): appended, never replacing what is typed.
import { inject, provide, type InjectionKey } from 'vue'

type Insert = (text: string) => void
const INSERT: InjectionKey<Insert> = Symbol('insert')

export const provideInsert = (insert: Insert): void => provide(INSERT, insert)
export const useInsert = (): Insert => inject(INSERT)!

const OPEN_FORM: InjectionKey<() => void> = Symbol('open form')

/** Opens the message input form with its draft. */
export const provideOpenForm = (open: () => void): void => provide(OPEN_FORM, open)
export const useOpenForm = (): (() => void) => inject(OPEN_FORM, () => {})

export const appended = (before: string, text: string): string =>
  before.trim() === '' ? text : `${before.replace(/\n+$/, '')}\n${text}`
