/** First in, first out, each in constant time: `shift` of a long array moves all the others. */
export type Queue<T> = {
  add(item: T): void
  peek(): T | undefined
  take(): T | undefined
  size(): number
  clear(): void
}

const COMPACT_AT = 1024

export function createQueue<T>(): Queue<T> {
  let items: T[] = []
  let head = 0
  return {
    add: (item) => void items.push(item),
    peek: () => items[head],
    take() {
      const item = items[head++]
      if (head >= COMPACT_AT && head * 2 > items.length) {
        items = items.slice(head)
        head = 0
      }
      return item
    },
    size: () => items.length - head,
    clear() {
      items = []
      head = 0
    },
  }
}
