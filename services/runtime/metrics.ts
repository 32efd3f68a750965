// All metrics by name, one registry a process. A room gets this object and touches its own.
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

export type Metrics = ReturnType<typeof createMetrics>

export function createMetrics({ defaults = false }: { defaults?: boolean } = {}) {
  const registry = new Registry()
  if (defaults) collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const seconds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5]
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter<L>({ name, help, labelNames, registers })
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge<L>({ name, help, labelNames, registers })
  const timing = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Histogram<L>({ name, help, labelNames, registers, buckets: seconds })

  return {
    registry,
    webhookSeconds: timing('webhook_seconds', 'From first byte to answer', ['status']),
    webhookRefused: counter('webhook_refused_total', 'Webhooks refused, by cause', ['channel', 'cause']),
    webhookSecret: counter('webhook_secret_total', 'Which of a channel’s secrets verified', ['channel', 'secret']),
    appendSeconds: timing('append_seconds', 'From append to acknowledged'),
    appendFailures: counter('append_failures_total', 'Writes to the log that failed and were repeated, by cause', [
      'cause',
    ]),
    laneWaiting: gauge('lane_waiting', 'Events waiting in lanes', ['part']),
    spoolEvents: gauge('spool_events', 'Events on disk that the log has not acknowledged'),
    spoolFailures: counter('spool_failures_total', 'Writes to the spool that failed, by cause', ['cause']),
    projectorLagEvents: gauge('projector_lag_events', 'Events between the log’s end and the rows', ['part']),
    projectorLagSeconds: gauge('projector_lag_seconds', 'Age of the last applied event'),
    commitBatchSize: new Histogram({
      name: 'commit_batch_size',
      help: 'Events per projector transaction',
      registers,
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500],
    }),
    redisErrors: counter('redis_errors_total', 'Calls to Redis that failed and connections that broke, by cause', [
      'user',
      'cause',
    ]),
    deadLetters: counter('dead_letters_total', 'Events that could not be projected', ['type']),
    gatewayGapRepairs: counter('gateway_gap_repairs_total', 'Gaps repaired from Postgres'),
    socketLagging: gauge('socket_lagging', 'Connections that fell behind'),
    sockets: gauge('sockets', 'Connected browsers'),
    commandsRefused: counter('commands_refused_total', 'Socket commands refused', ['command', 'code']),
    outboundOldestSeconds: gauge('outbound_oldest_seconds', 'Age of the oldest message not yet final'),
    eraseDue: gauge('erase_due', 'Messages and records that wait to be erased, at most a thousand at a look'),
    eraseOldestSeconds: gauge('erase_oldest_seconds', 'Time since the oldest of them was taken back'),
    outboundInDoubt: gauge('outbound_in_doubt', 'Messages LINE may or may not have'),
    searchLagEvents: gauge('search_lag_events', 'Events between the log’s end and the search rows', ['part']),
    searchDeadLetters: counter('search_dead_letters_total', 'Events the search rows could not take', ['type']),
    searchSeconds: timing('search_seconds', 'A search from asked to answered', ['answer']),
    lineHttp: counter('line_http_total', 'Calls to LINE', ['endpoint', 'status']),
  }
}
