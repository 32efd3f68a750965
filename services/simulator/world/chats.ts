import type { Feed } from '../feed.ts'

// What phones show: per channel and source the last bubbles, and every message still findable by its id (for quotes,
// edits, unsends and content). Memory is bounded: 300 bubbles a chat, 200,000 findable messages.
export type SourceType = 'user' | 'group' | 'room'
export type Source = { type: SourceType; id: string }

export type Bubble = {
  messageId: string
  channelId: string
  source: Source
  at: number
  from: 'person' | 'channel' | 'system'
  /** the person, when one wrote it */
  userId?: string
  /** the message object as a phone would hold it */
  message: Record<string, unknown>
  delivered: boolean
  /** why it was not delivered */
  reason?: string
  silent?: boolean
  editedAt?: number
  unsentAt?: number
  quoteToken?: string
  /** the message that this one quotes */
  quotes?: string
}

export type Chat = {
  channelId: string
  source: Source
  bubbles: Bubble[]
  /** 1:1 only: when the person last wrote (opens the 7-day window) */
  lastMessageAt?: number
  /** the channel has read everything up to this time */
  readAt?: number
  loadingUntil?: number
}

const BUBBLES_PER_CHAT = 300
const FINDABLE = 200_000

export type Chats = {
  of(channelId: string, source: Source): Chat
  add(bubble: Bubble): void
  find(messageId: string): Bubble | undefined
  /** Tells the phones that this chat looks different now. */
  changed(chat: Chat): void
  changedBubble(bubble: Bubble): void
  all(): Iterable<Chat>
}

export const sourceTypeOf = (id: string): SourceType =>
  id.startsWith('C') ? 'group' : id.startsWith('R') ? 'room' : 'user'

export function createChats({ feed }: { feed: Feed }): Chats {
  const chats = new Map<string, Chat>()
  const messages = new Map<string, Bubble>()
  const of = (channelId: string, source: Source): Chat => {
    const key = `${channelId}:${source.id}`
    let chat = chats.get(key)
    if (chat === undefined) chats.set(key, (chat = { channelId, source, bubbles: [] }))
    return chat
  }
  const tell = (chat: Chat, bubble?: Bubble) => {
    const { bubbles: _all, ...state } = chat
    feed.emit('chat', bubble === undefined ? state : { ...state, bubble })
  }
  return {
    of,
    add(bubble) {
      const chat = of(bubble.channelId, bubble.source)
      chat.bubbles.push(bubble)
      if (chat.bubbles.length > BUBBLES_PER_CHAT) chat.bubbles.shift()
      messages.set(bubble.messageId, bubble)
      if (messages.size > FINDABLE) messages.delete(messages.keys().next().value!)
      tell(chat, bubble)
    },
    find: (messageId) => messages.get(messageId),
    changed: (chat) => tell(chat),
    changedBubble: (bubble) => tell(of(bubble.channelId, bubble.source), bubble),
    all: () => chats.values(),
  }
}
