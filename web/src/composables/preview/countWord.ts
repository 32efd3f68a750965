/** Beyond it only that there is much matters. */
const MOST = 99

/** A number on a small ground: `99+` at most. */
export const countWord = (n: number): string => (n > MOST ? `${MOST}+` : String(n))
