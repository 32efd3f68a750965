// What an operator types: `main.ts agent … | channel … | topic create | log adopt | erase …`. One line and code 1 for what can be mended.
import { parseArgs } from 'node:util'
import { runAgentCommand } from '../directory/cli/agent.ts'
import { runChannelCommand } from '../directory/cli/channel.ts'
import { Complaint } from '../directory/cli/complaint.ts'
import { createTerminal, type Terminal } from '../directory/cli/terminal.ts'
import { openDirectory } from '../directory/open.ts'
import { checkCredentials } from '../line/check.ts'
import { createTopic } from '../log/topics.ts'
import { adoptLog } from '../ops/adopt.ts'
import { eraseStatus, verifyErased } from '../ops/erase.ts'
import { readConfig, ROLES } from '../runtime/config.ts'
import { createHealth } from '../runtime/health.ts'
import { createStack } from '../runtime/lifecycle.ts'
import { createLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { openEngines, openLog, type Engines } from './engines.ts'

type Command = { does: string; run(engines: () => Promise<Engines>, terminal: Terminal, args: string[]): Promise<void> }

const COMMANDS: Record<string, Command> = {
  agent: {
    does: 'add | reset | off | grant | revoke | list: who may sign in',
    async run(engines, terminal, args) {
      const opened = await engines()
      const directory = opened.stack.use(await openDirectory(opened), (one) => one.stop())
      await runAgentCommand({ directory, terminal, publicUrl: opened.config.publicUrl }, args)
    },
  },
  channel: {
    does: 'add | list: LINE Official Accounts',
    async run(engines, terminal, args) {
      const opened = await engines()
      const directory = opened.stack.use(await openDirectory(opened), (one) => one.stop())
      const { publicUrl, lineApiUrl } = opened.config
      await runChannelCommand({ directory, terminal, publicUrl, checkCredentials: checkOf(lineApiUrl) }, args)
    },
  },
  topic: {
    does: 'create [--replication 3]: the log’s topic on Kafka',
    async run(_engines, terminal, args) {
      const { values, positionals } = parseArgs({
        args,
        options: { replication: { type: 'string', default: '3' } },
        allowPositionals: true,
      })
      const replication = Number(values.replication)
      if (positionals[0] !== 'create' || !Number.isInteger(replication) || replication < 1)
        throw new Complaint('topic create [--replication 3]')
      const { kafkaBrokers, kafkaTopic } = readConfig(process.env, 'all', process.cwd())
      if (kafkaBrokers === null) throw new Complaint('KAFKA_BROKERS is needed: host:port,host:port')
      await createTopic({ brokers: kafkaBrokers, topic: kafkaTopic, replication })
      terminal.print(`${kafkaTopic} is there`)
    },
  },
  log: {
    does: 'adopt --yes: read the log as it is now from its beginning, after another one took its place',
    async run(engines, terminal, args) {
      const { values, positionals } = parseArgs({ args, options: { yes: { type: 'boolean' } }, allowPositionals: true })
      if (positionals[0] !== 'adopt') throw new Complaint('log adopt --yes')
      const { pool } = await engines()
      for (const line of await adoptLog({ pool, sure: values.yes === true })) terminal.print(line)
    },
  },
  erase: {
    does: 'status | verify: what customers took back, and whether the log has forgotten it',
    async run(engines, terminal, [what, ...more]) {
      if (more.length > 0 || (what !== 'status' && what !== 'verify')) throw new Complaint('erase status | verify')
      const opened = await engines()
      const { pool } = opened
      if (what === 'status') return (await eraseStatus(pool)).forEach((line) => terminal.print(line))
      const replaced = Promise.withResolvers<never>()
      const log = await openLog(opened, replaced.reject)
      const { lines } = await Promise.race([verifyErased({ pool, log }), replaced.promise])
      for (const line of lines) terminal.print(line)
    },
  },
}

const checkOf = (apiUrl: string | null) => (given: { lineChannelId: string; secret: string; accessToken?: string }) =>
  checkCredentials({ ...given, apiUrl })

/** Resolves with the exit code. */
export async function runCommand([name = '', ...args]: string[]): Promise<number> {
  const command = COMMANDS[name]
  if (command === undefined) return unknown(name)
  const config = readConfig(process.env, 'all', process.cwd())
  const logger = createLogger(config.logLevel)
  const stack = createStack()
  const health = createHealth()
  stack.add(() => health.stop())
  const terminal = createTerminal({ input: process.stdin, output: process.stdout, errors: process.stderr })
  stack.add(() => terminal.stop())
  try {
    await command.run(
      () => openEngines({ config, logger, metrics: createMetrics(), health, stack }, { share: true }),
      terminal,
      args,
    )
    return 0
  } catch (error) {
    const mendable =
      error instanceof Complaint || String((error as { code?: string }).code).startsWith('ERR_PARSE_ARGS')
    if (!mendable) throw error
    console.error((error as Error).message)
    return 1
  } finally {
    await stack.stop()
  }
}

function unknown(name: string): number {
  const commands = Object.entries(COMMANDS).map(([command, { does }]) => `  ${command} ${does}`)
  console.error([`there is no command ${name}. Roles: ${ROLES.join(', ')}. Commands:`, ...commands].join('\n'))
  return 1
}
