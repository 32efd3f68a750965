/** How pure parts ask for words: vue-i18n's `t`, or a test's. `n` chooses between singular and plural. */
export type Say = (key: string, values?: Record<string, unknown>) => string
