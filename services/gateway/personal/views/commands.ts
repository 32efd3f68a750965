// The two commands about saved views.
import { allows } from '@madoguchi/contracts/row/agent'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import type { ViewDelete, ViewSave } from '@madoguchi/contracts/socket/up'
import type { Pool } from '../../../db/pool.ts'
import type { Writer } from '../write.ts'
import type { Asking } from './decide.ts'
import type { People, ShareViews } from './share.ts'
import { deleteView, saveView, type ViewWritten } from './write.ts'

type Deps = { pool: Pool; directory: People; share: { views: ShareViews } }

export function createViews({ pool, directory, share }: Deps) {
  const mayBe = (agent: string): Asking['may'] => {
    const rights = directory.agents.get(agent)?.rights ?? {}
    const known = new Set(directory.channels.all().map(({ id }) => id))
    return (channel, role) => known.has(channel) && allows(rights, channel, role)
  }
  function done(written: ViewWritten): Ack {
    if (!written.ok) return written
    share.views.tell(written.change)
    return { ok: true }
  }
  return {
    save: async (writer: Writer, { view }: ViewSave) =>
      done(await saveView({ pool, may: mayBe(writer.agent) }, writer, view)),
    delete: async (writer: Writer, { view }: ViewDelete) =>
      done(await deleteView({ pool, may: mayBe(writer.agent) }, writer, view)),
  }
}
