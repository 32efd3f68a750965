import { UNREAD_KNOWN } from '@madoguchi/contracts/row/unread'

/** 50 places are known at most, so 50 means "49 and more" (CO-17). */
export const unreadWord = (n: number): string => (n >= UNREAD_KNOWN ? `${UNREAD_KNOWN - 1}+` : String(n))
