/** A map that forgets its oldest entry when it grows beyond `limit`. */
export type Bounded<T> = {
  get(key: string): T | undefined
  has(key: string): boolean
  set(key: string, value: T): void
  delete(key: string): void
}

export function createBounded<T>(limit: number): Bounded<T> {
  const entries = new Map<string, T>()
  return {
    get: (key) => entries.get(key),
    has: (key) => entries.has(key),
    set(key, value) {
      entries.set(key, value)
      if (entries.size > limit) entries.delete(entries.keys().next().value!)
    },
    delete: (key) => void entries.delete(key),
  }
}
