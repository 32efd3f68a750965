// Apache Kafka 4.1.2 on this machine, without Docker: one broker or three, each broker and controller in one process (KRaft).
import { existsSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createTopic } from '../../services/log/topics.ts'
import { openCluster } from './cluster.ts'
import { fetchJars } from './jars.ts'
import { kafkaTool, livingPid, startBroker, stopBroker } from './processes.ts'
import { HOST, propertiesOf, votersOf, type Cluster, type Node } from './properties.ts'

export type Brokers = {
  /** host:port, comma-separated, as KAFKA_BROKERS takes it. */
  brokers: string
  /** Where each listens itself, whatever clients are told. */
  ports: number[]
  stop(): Promise<void>
}

/** Where data, logs and pids lie when nobody says otherwise. */
export const DEFAULT_FOLDER = join(import.meta.dirname, 'data')

type Options = {
  brokers?: 1 | 3
  folder?: string
  port?: number
  topic?: string | null
  /** Ports that clients are told instead of the brokers' own, for a proxy before each. */
  fronts?: number[]
  /** Start this node alone. */
  only?: number
}

/** Resolves when all serve and the topic is there (`topic: null` = none). What runs already is left running; data of an earlier start is kept. */
export async function startBrokers(options: Options = {}): Promise<Brokers> {
  const { brokers = 1, port = 9092, topic = 'madoguchi.events' } = options
  const folder = resolve(options.folder ?? DEFAULT_FOLDER)
  await fetchJars()
  const cluster = await openCluster(folder, { brokers, port, fronts: options.fronts })
  const addresses = cluster.nodes.map((node) => `${HOST}:${node.port}`)
  const wanted = cluster.nodes.filter(({ id }) => options.only === undefined || options.only === id)
  const stop = () => stopBrokers(folder)
  try {
    await Promise.all(wanted.map((node) => startNode(folder, cluster, node)))
    if (topic !== null) await createTopic({ brokers: addresses, topic, replication: brokers })
  } catch (error) {
    await stop()
    throw error
  }
  return { brokers: addresses.join(','), ports: cluster.nodes.map((node) => node.port), stop }
}

/** Ends the brokers of this folder and nothing else; their data stays. */
export async function stopBrokers(folder: string): Promise<void> {
  if (!existsSync(folder)) return
  const nodes = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  await Promise.all(nodes.map((entry) => stopBroker(join(folder, entry.name))))
}

async function startNode(folder: string, cluster: Cluster, node: Node): Promise<void> {
  const home = nodeFolder(folder, node.id)
  if ((await livingPid(home)) !== null) return
  const data = join(home, 'data')
  const settings = join(home, 'server.properties')
  await mkdir(home, { recursive: true })
  await writeFile(settings, propertiesOf(cluster, node, data))
  if (!existsSync(join(data, 'meta.properties'))) {
    const format = ['kafka.tools.StorageTool', 'format', '-t', cluster.id, '-c', settings]
    await kafkaTool([...format, '--initial-controllers', votersOf(cluster)])
  }
  await startBroker(home)
}

/** One broker of a cluster, for tests that kill and start it again. */
export const nodeFolder = (folder: string, id: number): string => join(folder, String(id))
