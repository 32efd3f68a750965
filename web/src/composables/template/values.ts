// PURE: what the variables of a template stand for in one conversation (CM-8).
import type { ConversationKind } from '@madoguchi/contracts/row/conversation'
import type { Values } from '@madoguchi/contracts/template/variables'

type Of = {
  conversation: { kind: ConversationKind; name: string | null }
  contact: { name: string | null; language: string | null } | null
  agentName: string
  channelName: string
}

/** A group or a room is no contact: nobody's name stands for it, and a template must say what to call them. */
export function valuesOf({ conversation, contact, agentName, channelName }: Of): Values {
  const person = conversation.kind === 'user' ? (contact ?? { name: conversation.name, language: null }) : null
  const found: [keyof Values, string | null | undefined][] = [
    ['contact.name', person?.name ?? (conversation.kind === 'user' ? conversation.name : null)],
    ['contact.language', person?.language],
    ['agent.name', agentName],
    ['channel.name', channelName],
  ]
  return Object.fromEntries(found.filter(([, value]) => typeof value === 'string' && value !== ''))
}
