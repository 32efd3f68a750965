// Saved views of the channel in view, and changing them. What was done shows at once; a refusal is the caller's to say.
import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { SavedView } from '@madoguchi/contracts/row/savedView'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import type { CommandName, CommandOf } from '@madoguchi/contracts/socket/up'
import { useChannels } from './channels.ts'
import { useConnection } from './connection.ts'
import { usePersonal } from './personal.ts'
import { useSession } from './session.ts'

const inOrder = (a: SavedView, b: SavedView) => a.order - b.order || (a.name < b.name ? -1 : Number(a.name > b.name))

export const useViews = defineStore('views', () => {
  const [connection, personal, channels, session] = [useConnection(), usePersonal(), useChannels(), useSession()]

  const list = computed(() =>
    personal.views
      .filter(({ channel }) => channel === null || channel === channels.current)
      .toSorted((a, b) => inOrder(a, b)),
  )
  const byId = (id: string | null): SavedView | undefined => list.value.find((view) => view.id === id)
  const mayShare = computed(() => channels.current !== null && session.can(channels.current, 'supervisor'))

  async function ask<N extends CommandName>(name: N, body: CommandOf<N>, done: (views: SavedView[]) => SavedView[]) {
    const ack = await connection.send(name, body).catch((): Ack => ({ ok: false, code: 'busy' }))
    if (ack.ok) personal.setViews(done([...personal.views]))
    return ack
  }

  return {
    list,
    byId,
    /** Whether this agent may share views here, and change shared ones. */
    mayShare,
    mayChange: (view: SavedView) => !view.shared || mayShare.value,
    save: (view: SavedView): Promise<Ack> =>
      ask('view:save', { view }, (views) => [...views.filter(({ id }) => id !== view.id), view]),
    remove: (id: string): Promise<Ack> =>
      ask('view:delete', { view: id }, (views) => views.filter((view) => view.id !== id)),
  }
})
