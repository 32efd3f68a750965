// A process and all it started, killed, stopped and let go together: a stopped postmaster whose backends run on is no fault
// that a machine has.
import { execFileSync } from 'node:child_process'

/** Sends the signal to `pid` and everything below it; who is gone already is no error. */
export function signalTree(pid: number, signal: NodeJS.Signals): void {
  for (const one of [pid, ...below(pid)]) {
    try {
      process.kill(one, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

/** Pids of all descendants. */
export function below(pid: number): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=', '--no-headers'], { encoding: 'utf8' }).trim().split('\n')
  const children = Map.groupBy(
    lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]),
    ([, parent]) => parent,
  )
  const found: number[] = []
  const todo = [pid]
  for (let one = todo.pop(); one !== undefined; one = todo.pop())
    for (const [child] of children.get(one) ?? []) {
      found.push(child)
      todo.push(child)
    }
  return found
}
