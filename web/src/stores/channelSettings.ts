// Channels as an admin sets them up: asked for on the page that shows them, changed one field group at a time. Secrets go one way.
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ChannelSettings, EditChannel, NewChannel, WebhookResult } from '@madoguchi/contracts/http/channels'
import { HttpError, request } from '../http.ts'

const PATH = '/api/admin/channels'

export const useChannelSettings = defineStore('channelSettings', () => {
  const state = ref<'loading' | 'ready' | 'error'>('loading')
  const error = shallowRef<HttpError | null>(null)
  const list = shallowRef<readonly ChannelSettings[]>([])

  async function load(): Promise<void> {
    if (state.value === 'error') state.value = 'loading'
    try {
      list.value = await request<ChannelSettings[]>('GET', PATH)
      state.value = 'ready'
    } catch (failure) {
      if (!(failure instanceof HttpError)) throw failure
      error.value = failure
      state.value = 'error'
    }
  }

  function keep(saved: ChannelSettings): ChannelSettings {
    const others = list.value.filter((channel) => channel.id !== saved.id)
    list.value = [...others, saved].sort((a, b) => a.order - b.order)
    return saved
  }

  // All three throw HttpError; `field` names what was refused.
  const add = async (channel: NewChannel) => keep(await request<ChannelSettings>('POST', PATH, { body: channel }))
  const edit = async (id: string, change: EditChannel) =>
    keep(await request<ChannelSettings>('PATCH', `${PATH}/${encodeURIComponent(id)}`, { body: change }))
  const webhook = (id: string, what: 'set' | 'test') =>
    request<WebhookResult>('POST', `${PATH}/${encodeURIComponent(id)}/webhook`, { body: { do: what } })

  return { state, error, list, load, add, edit, webhook }
})
