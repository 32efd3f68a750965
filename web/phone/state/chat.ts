import { onScopeDispose, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { read } from './sim.ts'
import { on } from './stream.ts'

export type Message = { type: string; text?: string; [more: string]: unknown }
export type Bubble = {
  messageId: string
  at: number
  from: 'person' | 'channel' | 'system'
  userId?: string
  message: Message
  delivered: boolean
  reason?: string
  silent?: boolean
  editedAt?: number
  unsentAt?: number
  /** the message that this one quotes */
  quotes?: string
}
export type Chat = {
  channelId: string
  source: { id: string }
  bubbles: Bubble[]
  readAt?: number
  loadingUntil?: number
}
type Change = Omit<Chat, 'bubbles'> & { bubble?: Bubble }

/** PURE. A bubble replaces the one of its id or comes last. */
export function withBubble(bubbles: Bubble[], bubble: Bubble): Bubble[] {
  const at = bubbles.findIndex((one) => one.messageId === bubble.messageId)
  return at < 0 ? [...bubbles, bubble] : bubbles.with(at, bubble)
}

/** What one phone shows of one place, live. */
export function useChat(where: Ref<{ channel: string; source: string }>): Ref<Chat | null> {
  const chat = ref<Chat | null>(null)
  let early: Change[] = []
  let loading = 0

  const apply = ({ bubble, ...state }: Change) => {
    const { bubbles } = chat.value!
    // A state without readAt or loadingUntil means that there is none (any more).
    chat.value = { ...state, bubbles: bubble === undefined ? bubbles : withBubble(bubbles, bubble) }
  }
  const load = async () => {
    const { channel, source } = where.value
    if (channel === '' || source === '') return
    const mine = ++loading
    early = []
    const fresh = await read<Chat>(`chat?channel=${channel}&source=${source}`).catch(() => null)
    if (mine !== loading || fresh === null) return
    loading = 0
    chat.value = fresh
    early.forEach(apply)
  }
  const stop = on('chat', (data) => {
    const change = data as Change
    if (change.channelId !== where.value.channel || change.source.id !== where.value.source) return
    if (loading > 0) early.push(change)
    else if (chat.value !== null) apply(change)
  })
  onScopeDispose(stop)
  for (const kind of ['open', 'reset'] as const) onScopeDispose(on(kind, () => void load()))
  watch(
    where,
    (now, before) => {
      if (before !== undefined && now.channel === before.channel && now.source === before.source) return
      chat.value = null
      void load()
    },
    { immediate: true },
  )
  return chat
}
