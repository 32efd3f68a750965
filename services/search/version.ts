/** Raised whenever the same log would give other search rows: a higher one on kept data reads from 0 beside the old (swap.ts). */
export const SEARCH_VERSION = 1

export const readerName = (v: number): string => `search_v${v}`
