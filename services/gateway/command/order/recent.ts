// The last value by key, for at most so many keys: what this gateway did a moment ago and the rows do not show yet.
export type Recent<T> = { get(key: string): T | undefined; set(key: string, value: T): void }

export function createRecent<T>(most: number): Recent<T> {
  const kept = new Map<string, T>()
  return {
    get: (key) => kept.get(key),
    set(key, value) {
      kept.delete(key)
      kept.set(key, value)
      if (kept.size > most) kept.delete(kept.keys().next().value!)
    },
  }
}
