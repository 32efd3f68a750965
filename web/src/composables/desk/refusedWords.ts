// Why the server did not do what was asked of it, in a sentence (LV-5: it is taken back and said).
import type { Refusal } from '@madoguchi/contracts/socket/ack'
import type { Say } from '../say.ts'

const KNOWN = new Set<string>([
  'forbidden',
  'not_found',
  'too_large',
  'invalid',
  'wrong_state',
  'busy',
  'too_many',
  'signed_out',
])

/** `agent`: a name by id. Two refusals name a colleague: who has it, and who was first. */
export function refusedWords({ code, why, field, limit }: Refusal, agent: (id: string) => string, say: Say): string {
  const named = why === undefined ? null : agent(why)
  if (code === 'locked')
    return say(named === null ? 'desk.refused.lockedBySome' : 'desk.refused.locked', { name: named })
  if (code === 'stale') return say(named === null ? 'desk.refused.stale' : 'desk.refused.staleBy', { name: named })
  if (code === 'invalid' && field !== undefined)
    return say(limit === undefined ? 'desk.refused.field' : 'desk.refused.limit', { field, limit })
  return KNOWN.has(code) ? say(`desk.refused.${code}`) : say('desk.refused.other', { code })
}
