// The address decides what Chat shows (SH-5): channel, list, conversation, and whether the person's panel is open. `place` says which of
// the plain pages stands in its stead (CH-3, SH-8).
import { computed, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useListAddress } from '../composables/inbox/useListAddress.ts'
import { useChannels } from '../stores/channels.ts'
import { useConversations } from '../stores/conversations.ts'
import { usePersonal } from '../stores/personal.ts'
import { useThread } from '../stores/thread.ts'
import { useWorkspace } from '../stores/workspace.ts'
import { useChatItem } from './chatItem.ts'

export type ChatPlace = 'loading' | 'error' | 'noChannels' | 'forbidden' | 'unknown' | 'chat'

const first = (param: string | string[] | undefined): string | null =>
  typeof param === 'string' && param !== '' ? param : null

export function useChatAddress() {
  const route = useRoute()
  const router = useRouter()
  const workspace = useWorkspace()
  const channels = useChannels()
  const conversations = useConversations()
  const thread = useThread()
  const personal = usePersonal()
  const { filter, kept } = useListAddress()

  const channel = computed(() => first(route.params['channel']))
  /** Short form: the part after the channel's id is enough. */
  const conversation = computed(() => {
    const id = first(route.params['conversation'])
    return id === null || id.includes(':') ? id : `${channel.value}:${id}`
  })

  const place = computed<ChatPlace>(() => {
    if (workspace.state !== 'ready') return workspace.state
    if (channels.list.length === 0) return 'noChannels'
    if (channel.value !== null && channels.byId(channel.value) === undefined) return 'forbidden'
    if (conversation.value !== null && !conversation.value.startsWith(`${channel.value}:`)) return 'unknown'
    return 'chat'
  })
  /** The thread's own plain pages: the list beside it stays. */
  const threadPlace = computed(() => {
    if (thread.state !== 'error' || thread.error === null) return null
    return thread.error.status === 404 ? 'unknown' : thread.error.status === 403 ? 'forbidden' : null
  })

  watch(
    [place, channel, conversation, filter, () => personal.ready],
    () => {
      if (place.value !== 'chat' || route.name !== 'chat') return
      if (channel.value === null) {
        if (personal.ready && channels.preferred !== null)
          void router.replace({ name: 'chat', params: { channel: channels.preferred }, query: route.query })
        return
      }
      if (personal.ready) channels.select(channel.value)
      else channels.current = channel.value
      conversations.open(channel.value, filter.value)
      if (conversation.value === null) thread.close()
      else thread.open(conversation.value)
    },
    { immediate: true },
  )

  useChatItem(computed(() => (place.value === 'chat' && route.name === 'chat' ? conversation.value : null)))

  const personOpen = computed(() => route.query['panel'] === 'person')
  function showPerson(open: boolean) {
    const { panel: _, ...query } = route.query
    if (open !== personOpen.value) void router.push({ query: open ? { ...query, panel: 'person' } : query })
  }

  function toList() {
    void router.push({ name: 'chat', params: { channel: channel.value ?? '' }, query: kept.value })
  }

  return { place, threadPlace, conversation, personOpen, showPerson, toList }
}
