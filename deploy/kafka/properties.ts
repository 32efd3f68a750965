// Settings of one node: broker and controller in one process (KRaft), on this machine only.

/** `front`: clients are told to come to this port instead (a proxy's); brokers speak among themselves on `internalPort` then. */
export type Node = {
  id: number
  port: number
  controllerPort: number
  directory: string
  front?: { port: number; internalPort: number }
}
export type Cluster = { id: string; nodes: Node[] }

export const HOST = '127.0.0.1'

export function propertiesOf(cluster: Cluster, node: Node, dataFolder: string): string {
  const copies = cluster.nodes.length
  const inSync = Math.min(2, copies)
  const lines = {
    'process.roles': 'broker,controller',
    'node.id': node.id,
    ...listenersOf(node),
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.bootstrap.servers': cluster.nodes.map((n) => `${HOST}:${n.controllerPort}`).join(','),
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT',
    'log.dirs': dataFolder,
    'num.partitions': 12,
    'auto.create.topics.enable': false,
    'offsets.topic.replication.factor': copies,
    // A reader has a group of its own per process and commits nothing: 50 partitions (the default) would only slow the start.
    'offsets.topic.num.partitions': 3,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': inSync,
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': inSync,
    'group.initial.rebalance.delay.ms': 0,
  }
  return `${Object.entries(lines)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')}\n`
}

function listenersOf({ port, controllerPort, front }: Node): Record<string, string> {
  const own = `PLAINTEXT://${HOST}:${port},CONTROLLER://${HOST}:${controllerPort}`
  if (front === undefined) return { listeners: own, 'advertised.listeners': `PLAINTEXT://${HOST}:${port}` }
  const internal = `INTERNAL://${HOST}:${front.internalPort}`
  return {
    listeners: `${own},${internal}`,
    'advertised.listeners': `PLAINTEXT://${HOST}:${front.port},${internal}`,
    'inter.broker.listener.name': 'INTERNAL',
  }
}

/** For `format --initial-controllers`: every node votes. */
export const votersOf = (cluster: Cluster): string =>
  cluster.nodes.map((n) => `${n.id}@${HOST}:${n.controllerPort}:${n.directory}`).join(',')
