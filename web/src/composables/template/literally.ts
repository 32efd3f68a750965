// PURE: a message that was sent already, for a field where variables act: whatever looks like one in it stays what it is.
import { asWritten } from '@madoguchi/contracts/template/variables'

export function literally(message: unknown): unknown {
  if (typeof message === 'string') return asWritten(message)
  if (Array.isArray(message)) return message.map(literally)
  if (typeof message !== 'object' || message === null) return message
  return Object.fromEntries(Object.entries(message).map(([key, one]) => [key, key === 'type' ? one : literally(one)]))
}
