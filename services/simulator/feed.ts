// What happens on the platform, live: the phone and `/_sim/stream` listen. Listeners are called at once, in order of
// happening; a listener must not throw.
export type FeedKind = 'delivery' | 'call' | 'message' | 'chat' | 'world' | 'reset'
export type FeedItem = { kind: FeedKind; data: unknown }
export type Feed = {
  emit(kind: FeedKind, data: unknown): void
  subscribe(listener: (item: FeedItem) => void): () => void
}

export function createFeed(): Feed {
  const listeners = new Set<(item: FeedItem) => void>()
  return {
    emit(kind, data) {
      for (const listener of listeners) listener({ kind, data })
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
