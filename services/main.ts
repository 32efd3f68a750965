// The composition root's door: `main.ts all | ingest | projector | sender | fetcher | gateway | simulator`, or a command of an
// operator. Ends with 0 after SIGINT and SIGTERM, with 1 and one line on a wrong setting.
import { enableCompileCache } from 'node:module'

// Types stripped and code compiled once per change, not once per start; hence the imports below come after it.
enableCompileCache()
const { ConfigError, ROLES } = await import('./runtime/config.ts')
const { FolderInUse } = await import('./db/embedded.ts')

const [name = 'all', ...rest] = process.argv.slice(2)

try {
  const role = ROLES.find((known) => known === name)
  process.exitCode =
    role === undefined
      ? await (await import('./compose/commands.ts')).runCommand([name, ...rest])
      : await (await import('./compose/run.ts')).runRole(role)
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
