// Which nodes stand in a folder, on which ports: decided once, kept in cluster.json, so that a restart finds its data.
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { HOST, type Cluster, type Node } from './properties.ts'

type Wish = { brokers: number; port: number; fronts?: number[] | undefined }

/**
 * `port`: the first broker's; each node takes two in a row. 0 = free ones. `fronts`: ports that clients are told instead, a
 * node each. Refuses a folder that holds another number of brokers or ports.
 */
export async function openCluster(folder: string, { brokers, port, fronts }: Wish): Promise<Cluster> {
  const file = join(folder, 'cluster.json')
  if (existsSync(file)) {
    const kept = JSON.parse(await readFile(file, 'utf8')) as Cluster
    const ports = kept.nodes.map((node) => node.port)
    if (kept.nodes.length !== brokers || (port !== 0 && ports[0] !== port))
      throw new Error(`${folder} holds ${kept.nodes.length} broker(s) on port ${ports.join(', ')}: take another folder`)
    return kept
  }
  const nodes: Node[] = []
  for (let id = 1; id <= brokers; id += 1) {
    const front = fronts?.[id - 1]
    const told = front === undefined ? {} : { front: { port: front, internalPort: await freePort() } }
    nodes.push({ id, ...(await portsOf(id, port)), directory: kafkaUuid(), ...told })
  }
  const cluster = { id: kafkaUuid(), nodes }
  await mkdir(folder, { recursive: true })
  await writeFile(file, `${JSON.stringify(cluster, null, 2)}\n`)
  return cluster
}

async function portsOf(id: number, port: number): Promise<{ port: number; controllerPort: number }> {
  if (port === 0) return { port: await freePort(), controllerPort: await freePort() }
  const first = port + 2 * (id - 1)
  return { port: first, controllerPort: first + 1 }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, HOST, () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

/** 16 bytes in URL-safe base64, as Kafka writes ids; it refuses one that begins with a dash. */
function kafkaUuid(): string {
  for (;;) {
    const id = randomBytes(16).toString('base64url')
    if (!id.startsWith('-')) return id
  }
}
