// Why a change of a template was refused, in one sentence.
import type { Refusal } from '@madoguchi/contracts/socket/ack'
import type { Say } from '../say.ts'

export function refusedWords({ code, field, why }: Pick<Refusal, 'code' | 'field' | 'why'>, say: Say): string {
  if (code === 'busy' || code === 'forbidden' || code === 'changed') return say(`template.refused.${code}`)
  if (code !== 'invalid') return say('template.refused.other', { code })
  return why === 'taken' ? say('template.refused.taken') : say('template.refused.invalid', { field: field ?? '' })
}
