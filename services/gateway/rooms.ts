// Who sees which row (pure). A room is never a filter: a row that leaves a list's filter must still arrive; filtering is the
// browser's. Membership is the agent's rights.
import { PARTITIONS, channelOf, partitionOf } from '@madoguchi/contracts/ids'
import { allows, type Rights } from '@madoguchi/contracts/row/agent'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import type { Row } from '@madoguchi/contracts/row/row'
import {
  WORKSPACE,
  agentRoom,
  channelRoom,
  conversationRoom,
  noticesRoom,
  parseRoom,
  scheduledRoom,
  templatesRoom,
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
      return row.row === null ? [] : roomsOfMessage(row.row)
    case 'contact':
      return [conversationRoom(row.id)]
    case 'member':
      return [conversationRoom(row.row?.conversation ?? row.id.slice(0, row.id.lastIndexOf('/')))]
    case 'template':
      return row.row === null ? [] : [templatesRoom(row.row.channel)]
    case 'notice':
      return row.row === null ? [] : [noticesRoom(row.row.agent)]
    case 'channel':
    case 'team':
      return [WORKSPACE]
    default:
      return [WORKSPACE, agentRoom(row.id)]
  }
}

/** One that was scheduled and is deleted must leave the page of scheduled ones: whoever shows it hears of it. */
function roomsOfMessage({ channel, conversation, delivery, body }: MessageRow): Room[] {
  const due = body.kind === 'deleted' ? body.due : delivery?.due
  return due !== undefined ? [conversationRoom(conversation), scheduledRoom(channel)] : [conversationRoom(conversation)]
}

/** Templates of one channel, or of all, lie in one partition. */
export const templatesKey = (channel: string): string => (channel === '*' ? '-:-' : `${channel}:-`)

/** The partitions a view of this room has a cursor for; none = no such room. */
export function partsOf(room: Room): number[] {
  const parsed = parseRoom(room)
  if (parsed === null) return []
  if (parsed.kind === 'channel' || parsed.kind === 'scheduled' || parsed.kind === 'notices') return EVERY_PART
  if (parsed.kind === 'templates') return [partitionOf(templatesKey(parsed.id))]
  if (parsed.kind === 'conversation') return [partitionOf(parsed.id)]
  return [DIRECTORY_PART]
}

export const isDirectoryRoom = (room: Room): boolean => partsOf(room)[0] === DIRECTORY_PART

/** The channel in whose views colleagues are shown: the list and the conversations; null = nobody is. */
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
  if (parsed.kind === 'agent' || parsed.kind === 'notices') return parsed.id === agent.id
  if (parsed.kind === 'templates' && parsed.id === '*') return true
  const channel = parsed.kind === 'conversation' ? channelOf(parsed.id) : parsed.id
  return isChannel(channel) && allows(agent.rights, channel, 'viewer')
}
