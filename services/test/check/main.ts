// `npm run check -- <name> [--seed N] [--long]`: one randomized check, alone and with its figures. Without a name: what there is.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'

const SERVICES = join(import.meta.dirname, '..', '..')
const ENDING = '.check.test.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, long: { type: 'boolean', default: false } },
})
const names = readdirSync(SERVICES, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith(ENDING) && !path.includes('node_modules'))
  .map((path) => basename(path, ENDING))
  .sort()
const [name] = positionals

if (name === undefined || !names.includes(name)) {
  console.error(`npm run check -- <name> [--seed N] [--long]; the checks are: ${names.join(', ')}`)
  process.exitCode = 1
} else {
  const env = {
    ...process.env,
    ...(values.seed === undefined ? {} : { CHECK_SEED: values.seed }),
    ...(values.long ? { CHECK_LENGTH: 'long' } : {}),
  }
  const args = ['run', '--root', SERVICES, `/${name}${ENDING}`]
  process.exitCode = spawnSync('vitest', args, { stdio: 'inherit', env }).status ?? 1
}
