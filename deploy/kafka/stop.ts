// node deploy/kafka/stop.ts [--folder …]: ends the brokers that start.ts started there, by their pids. Their data stays.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { DEFAULT_FOLDER, stopBrokers } from './brokers.ts'

const { values } = parseArgs({ options: { folder: { type: 'string', default: DEFAULT_FOLDER } } })
await stopBrokers(resolve(values.folder))
