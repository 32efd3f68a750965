// A process of a benchmark, so that what makes the load does not eat the time of what is measured.
import { fork } from 'node:child_process'
import type { Answer, Question } from './serve.ts'
import type { Usage } from './usage.ts'

export type Part<R> = {
  ready: R
  pid: number
  ask<T>(name: string, given?: unknown): Promise<T>
  /** Without an answer. */
  tell(name: string, given: unknown): void
  usage(): Promise<Usage>
  stop(): Promise<void>
}

/** `file` calls `serve`. */
export async function startPart<R>(file: string, settings: unknown): Promise<Part<R>> {
  const child = fork(file, [JSON.stringify(settings)], { execArgv: ['--expose-gc'], serialization: 'advanced' })
  const waiting = new Map<number, (answer: Answer) => void>()
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const ended = gone.then((code): never => {
    throw new Error(`${file} ended with ${code}`)
  })
  ended.catch(() => undefined)
  const ready = await Promise.race([
    new Promise<R>((resolve) => child.once('message', (said) => resolve((said as { ready: R }).ready))),
    ended,
  ])
  child.on('message', (said) => {
    const answer = said as Answer
    waiting.get(answer.n)?.(answer)
    waiting.delete(answer.n)
  })

  let last = 0
  async function ask<T>(name: string, given?: unknown): Promise<T> {
    const n = ++last
    const answered = new Promise<Answer>((resolve) => waiting.set(n, resolve))
    child.send({ n, ask: name, given } satisfies Question)
    const answer = await Promise.race([answered, ended])
    if ('error' in answer) throw new Error(answer.error)
    return answer.gives as T
  }

  return {
    ready,
    pid: child.pid!,
    ask,
    tell: (name, given) => void child.send({ n: null, ask: name, given } satisfies Question),
    usage: () => ask('usage'),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) await ask('stop').catch(() => undefined)
      child.kill('SIGKILL')
      await gone
    },
  }
}
