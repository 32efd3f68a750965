// The secret in an address of ours: 160 bits of dice, in letters that a key of the media store and every address take as they are.
// It opens the content to everybody who has it, so it never stands in a log line or an error.
import { randomBytes } from 'node:crypto'

const BYTES = 20

export const newToken = (): string => randomBytes(BYTES).toString('hex')

export const isToken = (text: string): boolean => /^[0-9a-f]{40}$/.test(text)

/**
 * Tokens of all addresses of ours in message objects, wherever they stand, text included. Told by their path and not by their host,
 * so that an address from before PUBLIC_URL changed still counts; nobody else's path is a token of ours.
 */
export const tokensIn = (messages: unknown): string[] => [
  ...new Set(
    [...(JSON.stringify(messages) ?? '').matchAll(/\/m\/([0-9a-f]{40})(?![0-9a-f])/g)].map(([, token]) => token!),
  ),
]
