import { usePersonal } from '../../stores/personal.ts'
import { useThread } from '../../stores/thread.ts'
import { seenIn } from './seen.ts'

/** Asked when something is sent: up to where this agent knows the open conversation. */
export function useSeen(conversation: string) {
  const thread = useThread()
  const personal = usePersonal()
  return () => seenIn(thread.id === conversation ? thread.latest : [], personal.readTo(conversation))
}
