// Templates as this agent may see them: of the channels that were asked for, and of all channels. Live for as long as the page.
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Uses } from '@madoguchi/contracts/http/template'
import type { TemplateRow } from '@madoguchi/contracts/row/template'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import type { TemplateChange } from '@madoguchi/contracts/socket/up'
import { request } from '../http.ts'
import { useConnection } from './connection.ts'
import { createTemplateList, type TemplateItem, type TemplateList } from './parts/templateList.ts'

export type { TemplateItem } from './parts/templateList.ts'
export type Published = Pick<TemplateRow, 'name' | 'folder' | 'shortcut' | 'messages'> & { id: string }
/** What all channels share. */
const ALL = '*'

export const useTemplates = defineStore('templates', () => {
  const connection = useConnection()
  const lists = shallowRef<ReadonlyMap<string, TemplateList>>(new Map())
  const uses = shallowRef<Readonly<Uses>>({})
  const followed = new Map<string, ReturnType<typeof createTemplateList>>()

  const put = (channel: string, list: TemplateList) => (lists.value = new Map(lists.value).set(channel, list))

  function drop(channel: string) {
    followed.delete(channel)
    lists.value = new Map([...lists.value].filter(([id]) => id !== channel))
  }

  /** Again at any time: what is followed already stays. */
  function start(channel: string) {
    for (const id of new Set([ALL, channel])) {
      if (followed.has(id)) continue
      const { follows } = connection
      const list = createTemplateList({ channel: id, follows, changed: (news) => put(id, news), gone: () => drop(id) })
      followed.set(id, list)
    }
  }

  const listsOf = (channel: string) => [...new Set([channel, ALL])].map((id) => lists.value.get(id))
  const inOrder = (a: TemplateItem, b: TemplateItem) =>
    a.folder.localeCompare(b.folder) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)

  /** The channel's and those of all channels, by folder and name. */
  const all = (channel: string): TemplateItem[] =>
    listsOf(channel)
      .flatMap((list) => list?.items ?? [])
      .sort(inOrder)

  function stateOf(channel: string): TemplateList['state'] {
    const states = listsOf(channel).map((list) => list?.state ?? 'loading')
    return states.find((state) => state === 'error') ?? states.find((state) => state === 'loading') ?? 'ready'
  }

  const published = (channel: string): Published[] => all(channel).filter(({ state }) => state === 'published')

  function byId(id: string): TemplateItem | undefined {
    for (const { items } of lists.value.values()) {
      const found = items.find((item) => item.id === id)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** Never rejects: an answer that did not come is 'busy', and the same change may be sent again. */
  const change = (wish: TemplateChange): Promise<Ack> =>
    connection.send('template:change', wish).catch((): Ack => ({ ok: false, code: 'busy' }))

  /** How often and when each was last sent; what cannot be had is left out. */
  async function loadUses(channel: string): Promise<void> {
    const ask = (id: string) => request<Uses>('GET', `/api/channels/${encodeURIComponent(id)}/templates/uses`)
    const found = await Promise.allSettled([...new Set([channel, ALL])].map(ask))
    const news = found.map((one) => (one.status === 'fulfilled' ? one.value : {}))
    uses.value = Object.assign({}, uses.value, ...news) as Uses
  }

  async function reload(channel: string): Promise<void> {
    const lists = [...new Set([channel, ALL])].flatMap((id) => followed.get(id) ?? [])
    await Promise.all(lists.map((list) => list.reload()))
  }

  return {
    start,
    all,
    published,
    byId,
    change,
    reload,
    uses,
    loadUses,
    stateOf,
    error: (channel: string) => listsOf(channel).find((list) => list?.error)?.error ?? null,
  }
})
