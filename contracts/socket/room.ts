// Rooms are the gateway's own Socket.IO rooms and never a filter: a row that leaves a filter must still arrive.
import type { AgentId, ChannelId, ConversationId } from '../ids.ts'

/** `channel:<id>` · `conversation:<id>` · `workspace` · `agent:<id>` */
export type Room = string

export const channelRoom = (id: ChannelId): Room => `channel:${id}`
export const conversationRoom = (id: ConversationId): Room => `conversation:${id}`
export const agentRoom = (id: AgentId): Room => `agent:${id}`
export const WORKSPACE: Room = 'workspace'

export type ParsedRoom =
  | { kind: 'channel'; id: ChannelId }
  | { kind: 'conversation'; id: ConversationId }
  | { kind: 'agent'; id: AgentId }
  | { kind: 'workspace' }

/** null = no such room. */
export function parseRoom(room: Room): ParsedRoom | null {
  if (room === WORKSPACE) return { kind: 'workspace' }
  const colon = room.indexOf(':')
  const [kind, id] = [room.slice(0, colon), room.slice(colon + 1)]
  if (id === '') return null
  if (kind === 'channel' || kind === 'agent') return { kind, id }
  return kind === 'conversation' && id.includes(':') ? { kind, id } : null
}
