// "Refresh": everything in view afresh, by hand, at any time (SH-9).
import { useConnection } from '../../../stores/connection.ts'
import { useConversations } from '../../../stores/conversations.ts'
import { useThread } from '../../../stores/thread.ts'
import { useWorkspace } from '../../../stores/workspace.ts'

export async function refreshAll(): Promise<void> {
  const connection = useConnection()
  if (!connection.live()) connection.retryNow()
  await Promise.all([useWorkspace().reload(), useConversations().reload(), useThread().reload()])
}
