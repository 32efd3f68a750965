// node deploy/kafka/start.ts [--brokers 1|3] [--port 9092] [--folder …] [--topic madoguchi.events]
// Starts what does not run yet, prints the value for KAFKA_BROKERS, and ends; the brokers live on until stop.ts.
import { parseArgs } from 'node:util'
import { startBrokers } from './brokers.ts'

const { values } = parseArgs({
  options: {
    brokers: { type: 'string', default: '1' },
    port: { type: 'string', default: '9092' },
    folder: { type: 'string' },
    topic: { type: 'string' },
  },
})

const count = Number(values.brokers)
const port = Number(values.port)
if (count !== 1 && count !== 3) throw new Error('--brokers takes 1 or 3')
if (!Number.isInteger(port) || port < 0 || port > 65_530)
  throw new Error('--port takes a whole number, 0 for a free one')

const { brokers } = await startBrokers({
  brokers: count,
  port,
  ...(values.folder === undefined ? {} : { folder: values.folder }),
  ...(values.topic === undefined ? {} : { topic: values.topic }),
})
console.log(`KAFKA_BROKERS=${brokers}`)
