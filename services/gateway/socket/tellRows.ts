// A change of rows to everybody in its room. Membership is the right to all of it, but for notices: their room is one agent's, and each
// of its rows is told by that agent's present rights.
import type { Change } from '@madoguchi/contracts/socket/down'
import { parseRoom } from '@madoguchi/contracts/socket/room'
import type { Directory } from '../../directory/open.ts'
import { withinRights } from '../follow/withinRights.ts'
import type { Io } from './connection.ts'

export function tellRows(io: Io, directory: Pick<Directory, 'agents'>, change: Change) {
  const room = parseRoom(change.room)
  const told = room?.kind === 'notices' ? withinRights(change, directory.agents.get(room.id)?.rights ?? {}) : change
  io.to(change.room).emit('change', told)
}
