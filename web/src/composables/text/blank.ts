// Whether a text shows nothing at all: blanks, line breaks, and marks that take no room. A bubble of these looks like a fault of ours.
export const isBlank = (text: string): boolean => !/[^\s\p{Cc}\p{Cf}\u2800\u3164]/u.test(text)
