// A page of a few components, built as the console is built and served under the console's own content policy.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { securityHeaders } from '../../services/gateway/http/headers.ts'
import config from '../vite.config.ts'

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }

/** `first`: names of the files the page asks for before anything is drawn. */
export type BuiltPage = { url: string; first: string[]; stop(): Promise<void> }

/** `headers`: the console's own, which every answer carries. */
export type Asked = { url: URL; headers: Record<string, string>; request: IncomingMessage; response: ServerResponse }
type Styled = { viteMetadata?: { importedCss: Set<string> } }
type Wish = {
  /** The script, a path. */
  entry: string
  title: string
  /** Answers what is no file of the page; false = it is none of mine. */
  beside?: (asked: Asked) => boolean
}

export async function openBuiltPage({ entry: input, title, beside = () => false }: Wish): Promise<BuiltPage> {
  const folder = await mkdtemp(join(tmpdir(), 'page-'))
  const { output } = await built(input, folder)
  const chunks = output.filter((file) => file.type === 'chunk')
  const entry = chunks.find((file) => file.isEntry)!
  // The entry's own file may hold next to nothing: its parts are where the build's groups have put them.
  const first = [entry, ...chunks.filter(({ fileName }) => entry.imports.includes(fileName))]
  const styles = [...new Set(first.flatMap((chunk) => [...((chunk as Styled).viteMetadata?.importedCss ?? [])]))]
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    const headers = securityHeaders(url.origin)
    if (beside({ url, headers, request, response })) return
    if (url.pathname === '/') {
      response.writeHead(200, { ...headers, 'content-type': 'text/html; charset=utf-8' })
      return void response.end(pageOf({ title, script: entry.fileName, styles }))
    }
    readFile(join(folder, url.pathname)).then(
      (bytes) => {
        const type = TYPES[extname(url.pathname)] ?? 'application/octet-stream'
        response.writeHead(200, { ...headers, 'content-type': type }).end(bytes)
      },
      () => response.writeHead(404, headers).end(),
    )
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    first: [...first.map(({ fileName }) => fileName), ...styles],
    async stop() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function built(input: string, outDir: string) {
  const options = { ...config.build?.rolldownOptions, input }
  const result = await build({
    ...config,
    configFile: false,
    logLevel: 'warn',
    build: { ...config.build, outDir, emptyOutDir: true, rolldownOptions: options },
  })
  return (Array.isArray(result) ? result[0]! : result) as Rolldown.RolldownOutput
}

const pageOf = ({ title, script, styles }: { title: string; script: string; styles: string[] }) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="referrer" content="no-referrer" />
    <title>${title}</title>
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
