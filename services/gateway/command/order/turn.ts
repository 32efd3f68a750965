// One after the other by key, in this process; keys do not wait for each other.
export type Turns = <T>(key: string, run: () => Promise<T>) => Promise<T>

export function createTurns(): Turns {
  const queues = new Map<string, Promise<unknown>>()
  return (key, run) => {
    const done = (queues.get(key) ?? Promise.resolve()).then(run, run)
    queues.set(key, done)
    const forget = () => queues.get(key) === done && queues.delete(key)
    done.then(forget, forget)
    return done
  }
}
