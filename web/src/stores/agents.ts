// Colleagues by id: name and initial, the same everywhere.
import { defineStore } from 'pinia'
import { firstLetter } from './parts/firstLetter.ts'
import { useSession } from './session.ts'
import { useWorkspace, type AgentItem } from './workspace.ts'

export type { AgentItem } from './workspace.ts'

export const useAgents = defineStore('agents', () => {
  const workspace = useWorkspace()
  const session = useSession()

  const byId = (id: string): AgentItem | undefined => workspace.agents.get(id)
  const isMe = (id: string): boolean => session.me?.agent.id === id

  /** The id's last four characters stand in for somebody unknown. */
  function nameOf(id: string): string {
    return byId(id)?.name ?? (isMe(id) ? session.me!.agent.name : `…${id.slice(-4)}`)
  }

  /** One letter. Of "高橋 葵" the given name's, because colleagues share family names; of "Ken Sato" the K. */
  function initialOf(id: string): string {
    const name = nameOf(id).trim()
    const words = name.split(/[\s　]+/)
    const word = /^\p{Script=Han}/u.test(name) ? words.at(-1)! : words[0]!
    return firstLetter(word)
  }

  return { byId, isMe, nameOf, initialOf }
})
