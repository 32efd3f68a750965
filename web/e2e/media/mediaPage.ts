// Builds the page of media as the console is built, and serves it under the console's own content policy, the bytes as the gateway
// serves them: with their type, as an attachment when asked, by ranges.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { securityHeaders } from '../../../services/gateway/http/headers.ts'
import { servingHeaders } from '../../../services/media/address.ts'
import config from '../../vite.config.ts'

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }

export type Content = { type: string; bytes: Buffer }
/** `contents`: by path below `/media/`; what is not there is 404. `asked`: those paths, with what of them was wanted. */
export type MediaPage = {
  url: string
  first: string[]
  contents: Map<string, Content>
  asked: string[]
  stop(): Promise<void>
}

export async function openMediaPage(): Promise<MediaPage> {
  const folder = await mkdtemp(join(tmpdir(), 'media-'))
  const { output } = await built(folder)
  const entry = output.find((file) => file.type === 'chunk' && file.isEntry) as Rolldown.OutputChunk
  const styles = [...((entry as { viteMetadata?: { importedCss: Set<string> } }).viteMetadata?.importedCss ?? [])]
  const contents = new Map<string, Content>()
  const asked: string[] = []
  const server = createServer((request, response) => {
    const { origin } = new URL(`http://${request.headers.host}`)
    const { pathname, searchParams } = new URL(request.url ?? '/', origin)
    const headers = securityHeaders(origin)
    if (pathname.startsWith('/media/')) {
      const path = decodeURIComponent(pathname.slice('/media/'.length))
      asked.push(`${path} ${request.headers.range ?? ''}`.trim())
      const save = searchParams.get('save') === '1'
      return answer(request, response, contents.get(path), { ...headers }, save)
    }
    if (pathname === '/') {
      response.writeHead(200, { ...headers, 'content-type': 'text/html; charset=utf-8' })
      return void response.end(page(entry.fileName, styles))
    }
    readFile(join(folder, pathname)).then(
      (bytes) => {
        response.writeHead(200, { ...headers, 'content-type': TYPES[extname(pathname)] ?? 'application/octet-stream' })
        response.end(bytes)
      },
      () => response.writeHead(404, headers).end(),
    )
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    first: [entry.fileName, ...entry.imports, ...styles],
    contents,
    asked,
    async stop() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  content: Content | undefined,
  headers: Record<string, string>,
  save: boolean,
): void {
  if (content === undefined) return void response.writeHead(404, headers).end()
  const { type, bytes } = content
  const served = { ...headers, ...servingHeaders({ type, save }), 'cache-control': 'private, no-cache' }
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? []
  if (from === undefined) return void response.writeHead(200, { ...served, 'content-length': bytes.length }).end(bytes)
  const [first, last] = [Number(from), to === '' || to === undefined ? bytes.length - 1 : Number(to)]
  const part = bytes.subarray(first, last + 1)
  const range = { 'content-range': `bytes ${first}-${last}/${bytes.length}`, 'content-length': part.length }
  response.writeHead(206, { ...served, ...range }).end(part)
}

async function built(outDir: string) {
  const input = join(import.meta.dirname, 'mediaEntry.ts')
  const options = { ...config.build?.rolldownOptions, input }
  const result = await build({
    ...config,
    configFile: false,
    logLevel: 'warn',
    build: { ...config.build, outDir, emptyOutDir: true, rolldownOptions: options },
  })
  return (Array.isArray(result) ? result[0]! : result) as Rolldown.RolldownOutput
}

const page = (script: string, styles: string[]) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Media</title>
    <link rel="icon" href="/mark.svg" type="image/svg+xml" />
    <script src="/theme.js"></script>
    ${styles.map((href) => `<link rel="stylesheet" href="/${href}" />`).join('\n    ')}
  </head>
  <body>
    <div id="app"></div>
    <script type="module" src="/${script}"></script>
  </body>
</html>
`
