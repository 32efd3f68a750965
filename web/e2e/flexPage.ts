// Builds the page of cards as the console is built, and serves it under the console's own content policy.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { securityHeaders } from '../../services/gateway/http/headers.ts'
import config from '../vite.config.ts'

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }

/** `first`: names of the files the page asks for before any card; `later`: those it fetches for the first card. */
export type FlexPage = { url: string; first: string[]; stop(): Promise<void> }

export async function openFlexPage(): Promise<FlexPage> {
  const folder = await mkdtemp(join(tmpdir(), 'flex-'))
  const { output } = await built(folder)
  const entry = output.find((file) => file.type === 'chunk' && file.isEntry) as Rolldown.OutputChunk
  const styles = [...((entry as { viteMetadata?: { importedCss: Set<string> } }).viteMetadata?.importedCss ?? [])]
  const server = createServer((request, response) => {
    const { origin } = new URL(`http://${request.headers.host}`)
    const headers = securityHeaders(origin)
    if (request.url === '/') {
      response.writeHead(200, { ...headers, 'content-type': 'text/html; charset=utf-8' })
      response.end(page(entry.fileName, styles))
      return
    }
    const path = join(folder, new URL(request.url ?? '/', origin).pathname)
    readFile(path).then(
      (bytes) => {
        response.writeHead(200, { ...headers, 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' })
        response.end(bytes)
      },
      () => response.writeHead(404, headers).end(),
    )
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    first: [entry.fileName, ...entry.imports, ...styles],
    async stop() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function built(outDir: string) {
  const input = join(import.meta.dirname, 'flexEntry.ts')
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
    <meta name="referrer" content="no-referrer" />
    <title>Cards</title>
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
