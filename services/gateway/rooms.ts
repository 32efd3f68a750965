// Who sees which row (pure). A room is never a filter: a row that leaves a list's filter must still arrive; filtering is the
// browser's. Membership is the agent's rights.
import { PARTITIONS, channelOf, partitionOf } from '@madoguchi/contracts/ids'
import { allows, type Rights } from '@madoguchi/contracts/row/agent'
import type { Row } from '@madoguchi/contracts/row/row'
import {
  WORKSPACE,
  agentRoom,
  channelRoom,
  conversationRoom,
  parseRoom,
  type Room,
} from '@madoguchi/contracts/socket/room'

/** The directory's rows stand outside the log: their own partition, version 0. */
export const DIRECTORY_PART = -1
export const DIRECTORY_VERSION = 0

const EVERY_PART = Array.from({ length: PARTITIONS }, (_, part) => part)

/** Rooms in which a row is told. A message is emptied, never deleted, so it always names its conversation. */
export function roomsOf(row: Row): Room[] {
  switch (row.noun) {
    case 'conversation':
      return [channelRoom(channelOf(row.id)), conversationRoom(row.id)]
    case 'message':
      return row.row === null ? [] : [conversationRoom(row.row.conversation)]
    case 'contact':
      return [conversationRoom(row.id)]
    case 'member':
      return [conversationRoom(row.row?.conversation ?? row.id.slice(0, row.id.lastIndexOf('/')))]
    case 'channel':
      return [WORKSPACE]
    default:
      return [WORKSPACE, agentRoom(row.id)]
  }
}

/** The partitions a view of this room has a cursor for; none = no such room. */
export function partsOf(room: Room): number[] {
  const parsed = parseRoom(room)
  if (parsed === null) return []
  if (parsed.kind === 'channel') return EVERY_PART
  if (parsed.kind === 'conversation') return [partitionOf(parsed.id)]
  return [DIRECTORY_PART]
}

export const isDirectoryRoom = (room: Room): boolean => partsOf(room)[0] === DIRECTORY_PART

/** The channel whose rows a room carries; null = the directory's. */
export function channelOfRoom(room: Room): string | null {
  const parsed = parseRoom(room)
  if (parsed?.kind === 'channel') return parsed.id
  return parsed?.kind === 'conversation' ? channelOf(parsed.id) : null
}

/** Whether an agent may be in a room; what does not exist is refused like what is forbidden. */
export function mayJoin(
  agent: { id: string; rights: Rights },
  room: Room,
  isChannel: (id: string) => boolean,
): boolean {
  const parsed = parseRoom(room)
  if (parsed === null) return false
  if (parsed.kind === 'workspace') return true
  if (parsed.kind === 'agent') return parsed.id === agent.id
  const channel = channelOfRoom(room)!
  return isChannel(channel) && allows(agent.rights, channel, 'viewer')
}
