import { expect, test } from 'vitest'
import { effectScope } from 'vue'
import { useUpload, type Bring } from './upload.ts'

const file = (name: string) => new File(['x'], name)

/** Each way ends when the test says so. */
function open() {
  const ways: {
    name: string
    signal: AbortSignal
    onProgress(n: number): void
    end(made: string): void
    fail(e: unknown): void
  }[] = []
  const bring: Bring<string> = ({ name }, { signal, onProgress }) =>
    new Promise((end, fail) => void ways.push({ name, signal, onProgress, end, fail }))
  const made: string[] = []
  const scope = effectScope()
  const upload = scope.run(() => useUpload(bring, (one) => made.push(one)))!
  return { ...upload, ways, made, stop: () => scope.stop() }
}

test('a file is prepared, sent and filled in', async () => {
  const { state, take, ways, made } = open()
  const taking = take(file('a.jpg'))
  expect(state.value).toEqual({ is: 'busy', name: 'a.jpg', progress: null })
  ways[0]!.onProgress(0.5)
  expect(state.value).toEqual({ is: 'busy', name: 'a.jpg', progress: 0.5 })
  ways[0]!.end('https://desk.example/m/a')
  await taking
  expect(state.value).toEqual({ is: 'idle' })
  expect(made).toEqual(['https://desk.example/m/a'])
})

test('one that fails says why, and the next takes its place', async () => {
  const { state, take, ways } = open()
  const taking = take(file('a.jpg'))
  ways[0]!.fail('too large')
  await taking
  expect(state.value).toEqual({ is: 'failed', name: 'a.jpg', problem: 'too large' })
  void take(file('b.jpg'))
  expect(state.value).toMatchObject({ is: 'busy', name: 'b.jpg' })
})

test('cancelled, replaced or left, a file fills nothing in', async () => {
  const { state, take, cancel, ways, made, stop } = open()
  const first = take(file('a.jpg'))
  cancel()
  expect(state.value).toEqual({ is: 'idle' })
  const second = take(file('b.jpg'))
  const third = take(file('c.jpg'))
  ways[0]!.fail('aborted')
  ways[1]!.end('b')
  await Promise.all([first, second])
  expect(state.value).toMatchObject({ is: 'busy', name: 'c.jpg' })
  stop()
  ways[2]!.end('c')
  await third
  expect(made).toEqual([])
  expect(ways.map(({ signal }) => signal.aborted)).toEqual([true, true, true])
})
