// Where an operator types. A secret is asked for without echo on a terminal, and read as the next line of what is piped in
// otherwise; it is never an argument, which every process list shows.
import { createInterface } from 'node:readline'
import { createInterface as createAsking } from 'node:readline/promises'
import { Writable, type Readable } from 'node:stream'

export type Terminal = {
  print(line: string): void
  /** For a person, beside what a script reads. */
  complain(line: string): void
  secret(question: string): Promise<string>
  /** Whether somebody sits there: then a secret is asked for twice. */
  isPerson: boolean
  stop(): void
}

type Streams = { input: Readable & { isTTY?: boolean }; output: Writable; errors: Writable }

export function createTerminal({ input, output, errors }: Streams): Terminal {
  let piped: ReturnType<typeof createInterface> | undefined
  let lines: AsyncIterator<string> | undefined

  async function nextLine(): Promise<string> {
    piped ??= createInterface({ input })
    lines ??= piped[Symbol.asyncIterator]()
    const { value, done } = await lines.next()
    return done ? '' : value
  }

  async function askHidden(question: string): Promise<string> {
    errors.write(question)
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
    const asking = createAsking({ input, output: nowhere, terminal: true })
    try {
      return await asking.question('')
    } finally {
      asking.close()
      errors.write('\n')
    }
  }

  return {
    print: (line) => void output.write(`${line}\n`),
    complain: (line) => void errors.write(`${line}\n`),
    secret: (question) => (input.isTTY ? askHidden(question) : nextLine()),
    isPerson: input.isTTY === true,
    stop: () => piped?.close(),
  }
}
