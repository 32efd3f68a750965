// PURE: the name customers see beside an agent's messages is judged as LINE will judge it, before it is kept (CM-15).
import { validateMessages } from '@madoguchi/contracts/line/validate'
import type { Refusal } from '@madoguchi/contracts/socket/ack'
import type { PreferencesSet } from '@madoguchi/contracts/socket/up'
import { refuse } from '../command/decide/decision.ts'

export function misnamed({ publicName }: PreferencesSet): Refusal | null {
  if (publicName === undefined || publicName === null) return null
  const [problem] = validateMessages([{ type: 'text', text: '.', sender: { name: publicName } }])
  if (problem === undefined) return null
  const { code, limit } = problem
  return refuse('invalid', { field: 'publicName', why: code, ...(limit !== undefined && { limit }) })
}
