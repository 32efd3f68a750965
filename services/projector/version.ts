/** Raised whenever the same log would give other rows: a higher one on kept data means a rebuild (swap.ts). */
export const PROJECTION_VERSION = 5

export const readerName = (v: number): string => `inbox_v${v}`
