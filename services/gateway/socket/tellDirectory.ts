// A change of the directory to everybody who follows it, each as their rights show it. Rare, hence line by line.
import { WORKSPACE, agentRoom } from '@madoguchi/contracts/socket/room'
import type { DirectoryChange } from '../../directory/image.ts'
import type { Directory } from '../../directory/open.ts'
import { changeFor } from '../follow/directory.ts'
import { browsersOf, type Io } from './connection.ts'

export function tellDirectory(io: Io, directory: Directory, { from, next }: DirectoryChange) {
  const { rows } = directory.rows()
  for (const browser of browsersOf(io)) {
    const seer = directory.agents.get(browser.data.agent)
    if (seer === undefined) continue
    for (const room of [WORKSPACE, agentRoom(seer.id)])
      if (browser.data.rooms.has(room) && browser.rooms.has(room))
        browser.emit('change', changeFor(seer, room, rows, from, next))
  }
}
