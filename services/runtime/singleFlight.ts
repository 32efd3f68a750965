// While one batch is in flight, whatever arrives becomes the next. No timer, no linger: one round trip when idle, bigger
// batches when busy. The primitive under lanes, the committer, the sender and the spool.

type Waiting<T, R> = { item: T; resolve: (result: R) => void; reject: (error: unknown) => void }

/** `run` gets at most `max` items in order of arrival and gives one result per item, in order; its error is everybody's of the batch. */
export function singleFlight<T, R>(run: (items: T[]) => Promise<R[]>, max = 500): (item: T) => Promise<R> {
  let waiting: Waiting<T, R>[] = []
  let busy = false

  async function drain() {
    busy = true
    await Promise.resolve() // callers of the same tick share a batch
    while (waiting.length > 0) {
      const batch = waiting.slice(0, max)
      waiting = waiting.slice(max)
      try {
        const results = await run(batch.map((w) => w.item))
        if (results.length !== batch.length) throw new Error('singleFlight: one result per item')
        batch.forEach((w, i) => w.resolve(results[i]!))
      } catch (error) {
        for (const w of batch) w.reject(error)
      }
    }
    busy = false
  }

  return (item) =>
    new Promise<R>((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!busy) void drain()
    })
}
