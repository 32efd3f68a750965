// Everything opened is released, in reverse order, once, also when the start fails half-way.

export type Stop = () => Promise<void> | void
export type Stack = {
  /** Remembers how to release what was just opened, and gives it back. */
  use<T>(opened: T, stop: (opened: T) => Promise<void> | void): T
  add(stop: Stop): void
  /** Releases all, newest first; every release runs, the first error is thrown at the end. Further calls wait for the same. */
  stop(): Promise<void>
}

export function createStack(): Stack {
  const stops: Stop[] = []
  let stopping: Promise<void> | undefined

  async function release() {
    const errors: unknown[] = []
    for (let stop = stops.pop(); stop; stop = stops.pop()) {
      try {
        await stop()
      } catch (error) {
        errors.push(error)
      }
    }
    if (errors.length > 0) throw errors[0]
  }

  return {
    use(opened, stop) {
      stops.push(() => stop(opened))
      return opened
    },
    add: (stop) => void stops.push(stop),
    stop: () => (stopping ??= release()),
  }
}

/** Runs `start` with a stack; if it throws, what it had opened is released before the error goes on. */
export async function started<T>(start: (stack: Stack) => Promise<T>): Promise<T> {
  const stack = createStack()
  try {
    return await start(stack)
  } catch (error) {
    await stack.stop().catch(() => undefined) // the first error is the one that matters
    throw error
  }
}
