/** One spelling an address: nobody has two accounts by typing it in another case or width. */
export const normalEmail = (email: string): string => email.normalize('NFKC').trim().toLowerCase()

/** Good enough to refuse a slip of the hand; whether mail arrives is not ours to know. */
export const looksLikeEmail = (email: string): boolean => email.length <= 254 && /^[^\s@]+@[^\s@]+$/.test(email)
