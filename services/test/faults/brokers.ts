// One broker or three of a check's own, each behind a proxy that clients go through; brokers speak among themselves directly.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { nodeFolder, startBrokers } from '../../../deploy/kafka/brokers.ts'
import { livingPid } from '../../../deploy/kafka/processes.ts'
import { createTopic } from '../../log/topics.ts'
import { startProxy, type Proxy } from './proxy.ts'

export type FaultyBroker = {
  id: number
  proxy: Proxy
  kill(): Promise<void>
  /** Starts on the data that is there; resolves when it serves. */
  start(): Promise<void>
  signal(signal: 'SIGSTOP' | 'SIGCONT'): Promise<void>
}
export type FaultyBrokers = {
  /** Addresses of the proxies. */
  addresses: string[]
  nodes: FaultyBroker[]
  stop(): Promise<void>
}

/** Resolves when all serve and the topic (null = none) is there. */
export async function startFaultyBrokers({
  count,
  topic,
}: {
  count: 1 | 3
  topic: string | null
}): Promise<FaultyBrokers> {
  const folder = await mkdtemp(join(tmpdir(), 'madoguchi-brokers-'))
  const ids = Array.from({ length: count }, (_, i) => i + 1)
  let ports: number[] = []
  const proxies: Proxy[] = []
  for (const i of ids.keys()) proxies.push(await startProxy({ to: () => ({ port: ports[i]! }) }))
  const addresses = proxies.map(({ port }) => `127.0.0.1:${port}`)
  const options = { brokers: count, folder, port: 0, topic: null, fronts: proxies.map(({ port }) => port) }
  const cluster = await startBrokers(options)
  ports = cluster.ports
  if (topic !== null) await createTopic({ brokers: addresses, topic, replication: count })

  const nodes = ids.map((id, i): FaultyBroker => {
    const pid = () => livingPid(nodeFolder(folder, id))
    const signal = async (name: NodeJS.Signals) => void process.kill((await pid())!, name)
    return {
      id,
      proxy: proxies[i]!,
      async kill() {
        await signal('SIGKILL')
        while ((await pid()) !== null) await wait(50)
      },
      start: async () => void (await startBrokers({ ...options, only: id })),
      signal,
    }
  })
  return {
    addresses,
    nodes,
    async stop() {
      for (const { signal } of nodes) await signal('SIGCONT').catch(() => undefined)
      await cluster.stop()
      for (const proxy of proxies) await proxy.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
