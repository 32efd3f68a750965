// The one merge rule of the product. A row is applied when its revision is newer than the one held, on every hop: gateway,
// browser, repair, resume, replay. A row never changes partition, so `rev` alone compares; a pending row of the browser holds −1.

export type Revised = { rev: number }

/** Whether `got` replaces `have`. */
export const newer = (have: Revised | undefined, got: Revised): boolean => have === undefined || have.rev < got.rev
