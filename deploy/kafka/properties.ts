// Settings of one node: broker and controller in one process (KRaft), on this machine only.

export type Node = { id: number; port: number; controllerPort: number; directory: string }
export type Cluster = { id: string; nodes: Node[] }

export const HOST = '127.0.0.1'

export function propertiesOf(cluster: Cluster, node: Node, dataFolder: string): string {
  const copies = cluster.nodes.length
  const inSync = Math.min(2, copies)
  const lines = {
    'process.roles': 'broker,controller',
    'node.id': node.id,
    listeners: `PLAINTEXT://${HOST}:${node.port},CONTROLLER://${HOST}:${node.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://${HOST}:${node.port}`,
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.bootstrap.servers': cluster.nodes.map((n) => `${HOST}:${n.controllerPort}`).join(','),
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
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

/** For `format --initial-controllers`: every node votes. */
export const votersOf = (cluster: Cluster): string =>
  cluster.nodes.map((n) => `${n.id}@${HOST}:${n.controllerPort}:${n.directory}`).join(',')
