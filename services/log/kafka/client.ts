// kafkajs, set up as measurement asked for (versions, time-outs, sockets). Nobody outside this folder and topics.ts knows it.
import { Kafka, logLevel, type LogEntry, type RetryOptions } from 'kafkajs'
import type { Logger } from '../../runtime/logger.ts'
import { createSockets, type Sockets } from './sockets.ts'
import { patchTimer } from './timerPatch.ts'

export type Client = { kafka: Kafka; sockets: Sockets }

/** More would repeat a question about a topic that does not exist for ever. */
export const ADMIN_RETRY: RetryOptions = { retries: 3 }
/** Connecting and metadata. Sending and reading repeat on their own, and can be stopped; the library's repeats cannot. */
const CONNECT_RETRY: RetryOptions = { initialRetryTime: 50, maxRetryTime: 2_000, retries: 4 }

let patched = false

/** A client of its own, with its own sockets. `connectionTimeout`: the default of 1 s is too low for TLS across regions. */
export function createClient({ brokers, logger }: { brokers: string[]; logger: Logger }): Client {
  if (!patched) patchTimer()
  patched = true
  const sockets = createSockets()
  const kafka = new Kafka({
    clientId: 'madoguchi',
    brokers,
    connectionTimeout: 3_000,
    requestTimeout: 5_000,
    enforceRequestTimeout: true,
    retry: CONNECT_RETRY,
    socketFactory: sockets.socketFactory,
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => note(logger, entry),
  })
  return { kafka, sockets }
}

/** The library shouts about what is repeated anyway; our own lines say what it meant. */
function note(logger: Logger, { namespace, log }: LogEntry) {
  logger.debug({ kafka: namespace, broker: log.broker, error: log.error }, log.message)
}
