// An open loop: each is due at its own time, whether or not those before it are answered, and is timed from when it was due.
// Waiting for answers before sending on would leave out just those moments in which nothing is answered.

type Wish = {
  /** A second. */
  rate: number
  count: number
  /** `due`: on the clock of performance.now(). */
  send: (i: number, due: number) => Promise<void>
}

/** Milliseconds from due to done, of each; throws what the first failed one threw. */
export async function atRate({ rate, count, send }: Wish): Promise<number[]> {
  const start = performance.now()
  const due = (i: number) => start + (i * 1_000) / rate
  const took: number[] = []
  const sent: Promise<void>[] = []
  const one = async (i: number) => {
    await send(i, due(i))
    took.push(performance.now() - due(i))
  }
  const begin = (i: number) => {
    const under = one(i)
    under.catch(() => undefined) // told at the end, when all are sent
    sent.push(under)
  }
  await new Promise<void>((resolve) => {
    const turn = () => {
      for (; sent.length < count && due(sent.length) <= performance.now();) begin(sent.length)
      if (sent.length === count) resolve()
      else setTimeout(turn, Math.max(0, due(sent.length) - performance.now()))
    }
    turn()
  })
  await Promise.all(sent)
  return took
}
