// People and channels to try the product with, in demo mode only. Their password comes from this installation's SECRET_KEY: it
// is the same at every start and known nowhere else, so kept demo data is no open door.
import type { Role } from '@madoguchi/contracts/row/agent'
import { SYSTEM } from './audit.ts'
import type { Channel } from './channel.ts'
import type { Directory } from './open.ts'

export type DemoChannel = {
  name: string
  lineChannelId: string
  secret: string
  botUserId: string
  basicId?: string
  pictureUrl?: string
}
/** `password: null` = it was changed by its owner. */
export type DemoAgent = { id: string; name: string; email: string; password: string | null }

const AGENTS: { name: string; email: string; role: Role }[] = [
  { name: '高橋 葵', email: 'aoi@minato.example', role: 'admin' },
  { name: '林 美香', email: 'mika@minato.example', role: 'agent' },
  { name: '佐藤 健', email: 'ken@minato.example', role: 'agent' },
]

/** May run at every start: what is there stays as it is. The first agent is the admin. */
export async function seedDemo(
  directory: Directory,
  channels: DemoChannel[],
): Promise<{ agents: DemoAgent[]; channels: Channel[] }> {
  for (const { basicId = null, pictureUrl = null, botUserId, ...channel } of channels)
    await directory.channels.add({ ...channel, bot: { userId: botUserId, basicId, pictureUrl } }, SYSTEM)
  const password = directory.demoPassword()
  const agents = await Promise.all(
    AGENTS.map(async ({ name, email, role }) => {
      const grants = [{ channel: '*', role }]
      const added = await directory.agents.add({ email, name, password, grants }, SYSTEM)
      const known = added.ok || (await directory.agents.hasPassword(added.id, password))
      return { id: added.id, name, email, password: known ? password : null }
    }),
  )
  const ids = new Set(channels.map(({ lineChannelId }) => lineChannelId))
  return { agents, channels: directory.channels.all().filter(({ lineChannelId }) => ids.has(lineChannelId)) }
}
