// What runs as soon as somebody is signed in: their own state, the workspace, the outbox, and the line to the gateway.
import { useConnection } from './stores/connection.ts'
import { useOutbox } from './stores/outbox.ts'
import { usePersonal } from './stores/personal.ts'
import { useSession } from './stores/session.ts'
import { useWorkspace } from './stores/workspace.ts'

let started = false

/** Once per page; signing in again after an expired session keeps everything. */
export function startDesk(): void {
  const agent = useSession().me?.agent.id
  if (started || agent === undefined) return
  started = true
  useOutbox().start(agent)
  useWorkspace().start()
  void usePersonal().start()
  useConnection().start()
}
