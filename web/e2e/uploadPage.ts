// The page of uploads, and a gateway beside it that keeps what comes and answers as it is told.
import { join } from 'node:path'
import type { IncomingMessage } from 'node:http'
import { openBuiltPage, type Asked, type BuiltPage } from './builtPage.ts'

type Put = { path: string; bytes: Buffer; whole: boolean }
type Answer = { status: number; body: object }
/** `hold`: how many bodies are waited for before any is answered. */
export type UploadPage = BuiltPage & {
  wishes: object[]
  puts: Put[]
  /** The most bodies that were on their way at one time. */
  most(): number
  answer: { post: Answer | null; put: Answer | null; gate: Promise<void> | null }
}

export async function openUploadPage(): Promise<UploadPage> {
  const wishes: object[] = []
  const puts: Put[] = []
  const answer: UploadPage['answer'] = { post: null, put: null, gate: null }
  let [now, most, n] = [0, 0, 0]

  async function post({ request, response, headers }: Asked) {
    wishes.push(JSON.parse((await bytesOf(request)).toString()) as object)
    const token = String((n += 1)).padStart(40, '0')
    const { status, body } = answer.post ?? { status: 201, body: { token, base: `https://desk.example/m/${token}` } }
    response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  async function put({ url, request, response, headers }: Asked) {
    most = Math.max(most, (now += 1))
    const bytes = await bytesOf(request).catch(() => null)
    await answer.gate
    now -= 1
    const [, , , token, part] = url.pathname.split('/')
    puts.push({ path: `${token}/${part}`, bytes: bytes ?? Buffer.alloc(0), whole: bytes !== null })
    const address = `https://desk.example/m/${token}${part === 'content' ? '' : `/${part}`}`
    const { status, body } = answer.put ?? { status: 200, body: { url: address, type: 'x', bytes: bytes?.length } }
    response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  const page = await openBuiltPage({
    entry: join(import.meta.dirname, 'uploadEntry.ts'),
    title: 'Uploads',
    beside(wish) {
      const { pathname } = wish.url
      if (pathname === '/api/uploads') void post(wish)
      else if (pathname.startsWith('/api/uploads/')) void put(wish)
      else if (pathname.startsWith('/m/'))
        wish.response.writeHead(pathname.includes('dead') ? 410 : 200, wish.headers).end()
      else return false
      return true
    },
  })
  return { ...page, wishes, puts, answer, most: () => most }
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
