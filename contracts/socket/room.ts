// Rooms are the gateway's own Socket.IO rooms and never a filter: a row that leaves a filter must still arrive.
import type { AgentId, ChannelId, ConversationId } from '../ids.ts'

/** `channel:<id>` · `conversation:<id>` · `templates:<channel or *>` · `scheduled:<channel>` · `workspace` · `agent:<id>` · `notices:<agent>` */
export type Room = string

export const channelRoom = (id: ChannelId): Room => `channel:${id}`
export const conversationRoom = (id: ConversationId): Room => `conversation:${id}`
export const agentRoom = (id: AgentId): Room => `agent:${id}`
/** Templates of one channel, or those of all (`*`), for everybody who is signed in. */
export const templatesRoom = (channel: ChannelId | '*'): Room => `templates:${channel}`
/** Messages of a channel that are or were scheduled. */
export const scheduledRoom = (channel: ChannelId): Room => `scheduled:${channel}`
/** What one agent is told of, in the conversations of every channel. */
export const noticesRoom = (agent: AgentId): Room => `notices:${agent}`
export const WORKSPACE: Room = 'workspace'

export type ParsedRoom =
  | { kind: 'channel'; id: ChannelId }
  | { kind: 'conversation'; id: ConversationId }
  | { kind: 'agent'; id: AgentId }
  | { kind: 'templates'; id: ChannelId | '*' }
  | { kind: 'scheduled'; id: ChannelId }
  | { kind: 'notices'; id: AgentId }
  | { kind: 'workspace' }

/** null = no such room. */
export function parseRoom(room: Room): ParsedRoom | null {
  if (room === WORKSPACE) return { kind: 'workspace' }
  const colon = room.indexOf(':')
  const [kind, id] = [room.slice(0, colon), room.slice(colon + 1)]
  if (id === '') return null
  if (kind === 'channel' || kind === 'agent' || kind === 'templates' || kind === 'scheduled' || kind === 'notices')
    return { kind, id }
  return kind === 'conversation' && id.includes(':') ? { kind, id } : null
}
