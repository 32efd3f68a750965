// The composition root's door: `main.ts all | ingest | projector | sender | fetcher | gateway | simulator`, or a command of an
// operator. Ends with 0 after SIGINT and SIGTERM, with 1 and one line on a wrong setting.
import { runCommand } from './compose/commands.ts'
import { runRole } from './compose/run.ts'
import { FolderInUse } from './db/embedded.ts'
import { ConfigError, ROLES, type Role } from './runtime/config.ts'

const [name = 'all', ...rest] = process.argv.slice(2)

try {
  const role = ROLES.find((known) => known === name)
  process.exitCode = role === undefined ? await runCommand([name, ...rest]) : await runRole(role satisfies Role)
} catch (error) {
  const expected = error instanceof ConfigError || error instanceof FolderInUse || isPortInUse(error)
  console.error(expected ? (error as Error).message : error)
  process.exitCode = 1
}
// Whatever a library left open must not keep an ended service alive.
setTimeout(() => process.exit(), 500).unref()

function isPortInUse(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
}
