import { openEngines, type Engines } from './engines.ts'
import type { Stack } from '../../runtime/lifecycle.ts'

/** Engines of its own on the servers that the environment names; null = none, everything embedded. */
export async function openNamed(stack: Stack): Promise<Engines | null> {
  if (!process.env.DATABASE_URL) return null
  return stack.use(await openEngines(), (opened) => opened.stop())
}
