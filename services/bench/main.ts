// `npm run bench [-- name …] [--json file]`: each benchmark with its floor in the same run, one after another so that none
// disturbs another; a table on the terminal, everything in one JSON file. Engines as the environment names them.
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Bench } from './bench.ts'
import type { Result } from './figure.ts'
import { tableOf } from './table.ts'

const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } })
const all = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => existsSync(join(import.meta.dirname, entry.name, 'bench.ts')))
  .map((entry) => entry.name)
  .sort()
const unknown = positionals.filter((name) => !all.includes(name))
if (unknown.length > 0) {
  console.error(`there is no bench ${unknown.join(', ')}; there are: ${all.join(', ')}`)
  process.exit(1)
}

const { DATABASE_URL, KAFKA_BROKERS, REDIS_URL } = process.env
const real = [DATABASE_URL && 'PostgreSQL', KAFKA_BROKERS && 'Kafka', REDIS_URL && 'Redis'].filter(Boolean)
const engines = real.length === 0 ? 'embedded' : `real ${real.join(', ')}`
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`

const results: Result[] = []
for (const name of positionals.length > 0 ? positionals : all) {
  const { bench } = (await import(join(import.meta.dirname, name, 'bench.ts'))) as { bench: Bench }
  console.log(`\n${name} …`)
  const figures = await bench((line) => console.log(`  ${line}`))
  const result = { bench: name, engines, at: new Date().toISOString(), machine, figures }
  results.push(result)
  console.log(`\n${tableOf(result)}`)
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`)
}
process.exit(0)
