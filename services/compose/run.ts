// A process from its settings to its end: start what the role names, say when it is ready, wait for a signal, release.
import type { LogReplaced } from '../log/log.ts'
import { readConfig, type Role } from '../runtime/config.ts'
import { arm } from '../runtime/failpoint.ts'
import { createHealth } from '../runtime/health.ts'
import { createHttp } from '../runtime/http.ts'
import { createStack } from '../runtime/lifecycle.ts'
import { createLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import type { Demo } from './demo.ts'
import { openEngines, openLog, type Base } from './engines.ts'
import { openHouse, startService, type Service } from './roles.ts'

const ALL: Service[] = [
  'projector',
  'sender',
  'fetcher',
  'eraser',
  'automation',
  'search',
  'notifier',
  'ingest',
  'gateway',
]
/** Time for a balancer to see "not ready" before connections are refused. */
const LEAVE_MS = 3_000

/** Resolves with the exit code once everything is released. */
export async function runRole(role: Role): Promise<number> {
  const config = readConfig(process.env, role, process.cwd())
  arm(config.failpoint)
  const logger = createLogger(config.logLevel)
  const base: Base = {
    config,
    logger,
    metrics: createMetrics({ defaults: true }),
    health: createHealth(),
    stack: createStack(),
  }
  base.stack.add(() => base.health.stop())
  const end = endOf()
  try {
    if (role === 'simulator') await (await import('./simulator.ts')).runSimulator(base)
    else await startRole(role, base, (line) => end.fail(line))
    if (!end.asked()) await end.signal
    return await end.code
  } finally {
    base.health.leave()
    if (config.production) await new Promise((resolve) => setTimeout(resolve, LEAVE_MS))
    await base.stack.stop()
  }
}

async function startRole(role: Exclude<Role, 'simulator'>, base: Base, fail: (line: string) => void) {
  const { config, logger, stack, health } = base
  const engines = await openEngines(base)
  const demo = config.demo ? await (await import('./demo.ts')).openDemo(engines) : null
  const http = createHttp({ ...config, ...base })
  const onReplaced = (error: LogReplaced) => {
    health.check('log', () => ({ state: 'down', why: error.message }))
    logger.error({ error: error.message }, 'readers stopped: another log')
    // All in one process, ingest goes on (to its spool if need be); a reader alone has nothing left to do.
    if (role === 'all') console.error(error.message)
    else fail(error.message)
  }
  const log = await openLog(engines, onReplaced)
  const house = await openHouse({ ...engines, app: http.app, log, lineApiUrl: demo?.lineApiUrl ?? config.lineApiUrl })
  await demo?.enter(house)
  for (const service of role === 'all' ? ALL : [role]) await startService(house, service)
  const { port } = await http.listen()
  health.begin()
  stack.add(() => http.stop())
  await announce(role, port, demo, base)
}

async function announce(role: Role, port: number, demo: Demo | null, { config }: Base) {
  const address = config.port === 0 ? `http://${config.host}:${port}` : config.publicUrl
  if (role !== 'all') return console.log(`${role} ready on http://${config.host}:${port}`)
  await demo?.connect(`http://127.0.0.1:${port}`)
  console.log(`Console  ${address}`)
  if (demo) {
    console.log(`Sign in  ${demo.agent.email}  ${demo.agent.password ?? '(the password that was set)'}`)
    console.log(`Phone    ${demo.phoneUrl}`)
  } else console.log('Sign in  as an agent made with: npm run madoguchi -- agent add --email … --name … --role admin')
}

/** npm and the terminal both pass on one Ctrl-C: what follows within this time is the same wish. */
const SAME_WISH_MS = 1_000

/** The first signal or failure ends the process in order; a second signal ends it at once. */
function endOf() {
  let code = 0
  let asked = 0
  let finish = () => undefined as void
  const signal = new Promise<void>((resolve) => (finish = resolve))
  const onSignal = () => {
    if (asked > 0 && Date.now() - asked > SAME_WISH_MS) process.exit(130)
    asked ||= Date.now()
    finish()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return {
    signal,
    asked: () => asked > 0,
    code: signal.then(() => code),
    fail(line: string) {
      console.error(line)
      code = 1
      finish()
    },
  }
}
