// The channels of this agent in their stored order, and the one in view: from the address, else the last used, else the first.
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { usePersonal } from './personal.ts'
import { useWorkspace, type ChannelItem } from './workspace.ts'

export type { ChannelItem } from './workspace.ts'

export const useChannels = defineStore('channels', () => {
  const workspace = useWorkspace()
  const personal = usePersonal()
  const current = ref<string | null>(null)

  /** Archived ones come last: their history stays readable. */
  const list = computed<ChannelItem[]>(() =>
    [...workspace.channels.values()].sort(
      (a, b) =>
        Number(a.state === 'archived') - Number(b.state === 'archived') ||
        a.order - b.order ||
        (a.name < b.name ? -1 : Number(a.name > b.name)),
    ),
  )
  const preferred = computed(() => byId(personal.preferences.channel)?.id ?? list.value[0]?.id ?? null)

  function byId(id: string | null): ChannelItem | undefined {
    return id === null ? undefined : workspace.channels.get(id)
  }

  function select(id: string | null) {
    current.value = id
    if (id !== null && personal.preferences.channel !== id) personal.setPreference({ channel: id })
  }

  return { list, current, preferred, byId, select }
})
