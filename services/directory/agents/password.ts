// Passwords as argon2id hashes (OWASP's floor: 19 MiB, two passes; about 30 ms). Checking against nobody costs the same as
// checking against somebody, so that time does not tell who has an account.
import { hash, verify } from '@node-rs/argon2'
import { randomBytes } from 'node:crypto'

const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), COST)

let nobody: Promise<string> | undefined

/** `kept`: null = there is no such agent, or none who can sign in; the answer is false after the same work. */
export async function passwordFits(kept: string | null, password: string): Promise<boolean> {
  nobody ??= hash(randomBytes(16).toString('hex'), COST)
  const fits = await verify(kept ?? (await nobody), password.normalize('NFKC'))
  return kept !== null && fits
}
