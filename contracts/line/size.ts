// The two numbers a composer shows while somebody types; all others are in limits.ts.
/** UTF-16 units of one text. */
export const TEXT_MAX = 5000
/** Message objects of one send. */
export const MESSAGES_MAX = 5
