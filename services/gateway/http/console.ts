// The console's own files. Hashed names below /assets never change; every other path is a page of the console, whose index is
// asked for anew each time. Until the console is built, a plain page says so.
import { stat } from 'node:fs/promises'
import { join, normalize } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { notFound } from './refusal.ts'

const YEAR_S = 365 * 24 * 60 * 60
/** First segments that are no pages. */
const NOT_PAGES = ['api', 'assets', 'm', 'media', 'webhook', 'socket.io']

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Madoguchi</title>
<h1>The console is not built</h1><p>Run <code>npm run build</code>, then reload this page.</p></html>`

export async function consoleRoutes(pages: FastifyInstance, { webFolder }: { webFolder: string }) {
  // The build has compressed them already (web/brotli.ts).
  await pages.register(fastifyStatic, { serve: false, preCompressed: true })

  pages.get<{ Params: { '*': string } }>('/*', { exposeHeadRoute: true }, async (request, reply) => {
    const path = normalize(`/${request.params['*']}`)
    const first = path.split('/')[1] ?? ''
    if (first === 'assets' && (await isFile(webFolder, path)))
      return reply.sendFile(path, webFolder, { immutable: true, maxAge: YEAR_S * 1_000 })
    void reply.header('cache-control', 'no-cache')
    if (NOT_PAGES.includes(first)) throw notFound()
    if (path !== '/' && (await isFile(webFolder, path))) return reply.sendFile(path, webFolder, { cacheControl: false })
    if (!(await isFile(webFolder, 'index.html')))
      return reply.code(503).type('text/html; charset=utf-8').send(NOT_BUILT)
    return reply.sendFile('index.html', webFolder, { cacheControl: false })
  })
}

/** `path` is normal and begins at the folder: it cannot leave it. */
async function isFile(folder: string, path: string): Promise<boolean> {
  if (path.includes('\0') || path.split('/').some((part) => part.startsWith('.'))) return false
  return stat(join(folder, path)).then(
    (found) => found.isFile(),
    () => false,
  )
}
