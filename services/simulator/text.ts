/** A text as given, or `otherwise` for anything that is no text. */
export const textOr = (value: unknown, otherwise = ''): string => (typeof value === 'string' ? value : otherwise)
