// The inside of a process that a benchmark starts: its settings come as JSON, questions over IPC. It ends with its parent.
import { usage } from './usage.ts'

type Open<S> = (settings: S) => Promise<Opened>
export type Opened = {
  /** Told to the parent, as what it waits for. */
  ready: unknown
  answers: Record<string, (given: never) => unknown>
  stop(): Promise<void>
}
/** `n: null`: nobody waits for an answer. */
export type Question = { n: number | null; ask: string; given: unknown }
export type Answer = { n: number; gives: unknown } | { n: number; error: string }

export async function serve<S>(open: Open<S>): Promise<void> {
  process.on('disconnect', () => process.exit(1))
  const { ready, answers, stop } = await open(JSON.parse(process.argv[2]!) as S)
  const all: Opened['answers'] = { ...answers, usage, stop }
  const answer = async ({ n, ask, given }: Question) => {
    try {
      const gives = await all[ask]!(given as never)
      if (n !== null) process.send!({ n, gives } satisfies Answer)
    } catch (error) {
      if (n === null) throw error
      process.send!({ n, error: (error as Error).stack ?? String(error) } satisfies Answer)
    }
  }
  process.on('message', (question) => void answer(question as Question))
  process.send!({ ready })
}
