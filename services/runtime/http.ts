// One HTTP server a process: rooms add their routes to `app`. Every refusal has a JSON body (contracts/http/error.ts) and no
// stack trace; /live, /ready and /metrics are here.
import type { AddressInfo } from 'node:net'
import fastify, { type FastifyInstance } from 'fastify'
import type { Health } from './health.ts'
import type { Logger } from './logger.ts'
import type { Metrics } from './metrics.ts'
import { orderedId } from './orderedId.ts'

export type App = FastifyInstance
export type Http = { app: App; listen(): Promise<{ port: number }>; stop(): Promise<void> }

type Deps = { host: string; port: number; logger: Logger; metrics: Metrics; health: Health }

export function createHttp({ host, port, logger, metrics, health }: Deps): Http {
  const app = fastify({
    loggerInstance: logger.child({}, { level: 'silent' }),
    genReqId: orderedId,
    trustProxy: ['loopback', 'linklocal', 'uniquelocal'],
    forceCloseConnections: 'idle', // a webhook in hand is answered before the process goes
    routerOptions: { maxParamLength: 500 },
  }) as unknown as App
  answerErrors(app, logger)
  app.get('/live', (_request, reply) => reply.code(health.live() ? 200 : 503).send({ live: true }))
  app.get('/ready', (_request, reply) => {
    const state = health.ready()
    return reply.code(state.ready ? 200 : 503).send(state)
  })
  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  )
  return {
    app,
    async listen() {
      await app.listen({ host, port })
      return { port: (app.server.address() as AddressInfo).port }
    },
    stop: () => app.close(),
  }
}

function answerErrors(app: App, logger: Logger) {
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ code: 'not_found', message: 'There is nothing here', request: request.id }),
  )
  app.setErrorHandler(
    (error: { statusCode?: number; code?: string; message: string; stack?: string }, request, reply) => {
      const status = error.statusCode ?? 500
      if (status >= 500) logger.error({ request: request.id, error: error.stack ?? error.message }, 'http failed')
      const body =
        status >= 500
          ? { code: 'internal', message: 'This did not work; try again', request: request.id }
          : { code: (error.code ?? 'bad_request').toLowerCase(), message: error.message, request: request.id }
      return reply.code(status).send(body)
    },
  )
}
