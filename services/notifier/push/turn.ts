// Sends what is due: to devices whose session lives, of agents who are at work, may read that channel and have no console open.
import { randomUUID } from 'node:crypto'
import type { Pushed } from '@madoguchi/contracts/notify/pushed'
import { allows } from '@madoguchi/contracts/row/agent'
import type { Pool } from '../../db/pool.ts'
import type { Device } from '../../directory/push/devices.ts'
import type { Directory } from '../../directory/open.ts'
import type { Logger } from '../../runtime/logger.ts'
import { putOff, readDue, settled, type Due } from './due.ts'
import { outcomeOf } from './outcome.ts'
import { HELD_MS, payloadOf } from './payload.ts'
import { topicOf, type Post } from './post.ts'

export type PushDeps = {
  pool: Pool
  directory: Pick<Directory, 'agents' | 'channels' | 'push' | 'sessions'>
  post: Post
  withConsole: () => Promise<ReadonlySet<string> | null>
  logger: Logger
  now: () => number
}

export function createPushTurn(deps: PushDeps): () => Promise<void> {
  const { pool, directory, post, withConsole, logger, now } = deps

  /** Of devices whose session has ended nothing is kept. */
  async function living(ids: string[]): Promise<Map<string, Device>> {
    const devices = await directory.push.devices([...new Set(ids)])
    const alive = await directory.sessions.alive([...new Set(devices.map(({ session }) => session))])
    for (const { id, session } of devices) if (!alive.has(session)) await directory.push.forget(id)
    return new Map(devices.filter(({ session }) => alive.has(session)).map((device) => [device.id, device]))
  }

  function mayHear({ agent, channel }: Pick<Due, 'agent' | 'channel'>): boolean {
    const known = directory.agents.get(agent)
    return known?.active === true && allows(known.rights, channel, 'viewer')
  }

  async function send(due: Due, device: Device) {
    const channelName = directory.channels.get(due.channel)?.name ?? ''
    const payload = payloadOf(due, { channelName, language: due.language ?? device.language })
    const posted = await post.send(device.address, payload, topicOf(due.subscription, due.conversation))
    if (posted === 'unfit') return directory.push.forget(device.id)
    const outcome = outcomeOf(posted.status, { ...posted, tries: due.tries, now: now() })
    if (outcome.is === 'forget') return directory.push.forget(device.id)
    if (outcome.is === 'later') return putOff(pool, due, now() + outcome.ms)
    if (outcome.is === 'drop') logger.warn({ status: posted.status }, 'a push service refuses what it was given')
    return settled(pool, due)
  }

  async function sendDue() {
    const due = await readDue(pool, now())
    if (due.length === 0) return
    const here = (await withConsole()) ?? new Set<string>()
    const devices = await living(due.map(({ subscription }) => subscription))
    const wanted = (one: Due) => one.stands && mayHear(one) && !here.has(one.agent) && now() - one.at < HELD_MS
    await Promise.all(
      due.map(async (one) => {
        const device = devices.get(one.subscription)
        if (device === undefined || device.agent !== one.agent || !wanted(one)) return settled(pool, one)
        return send(one, device)
      }),
    )
  }

  /** Asked for by hand: it goes whatever is open, and tells by itself whether it came. */
  async function sendTests() {
    const asked = await directory.push.takeTests()
    if (asked.length === 0) return
    for (const device of (await living(asked)).values()) {
      const posted = await post.send(device.address, testFor(device, now()), topicOf(device.id, ''))
      const gone = posted === 'unfit' || outcomeOf(posted.status, { tries: 0, now: now() }).is === 'forget'
      if (gone) await directory.push.forget(device.id)
    }
  }

  return async () => {
    await sendTests()
    await sendDue()
  }
}

const testFor = ({ language }: Device, at: number): Pushed => {
  const nothing = { channel: '', channelName: '', conversation: '', item: '' }
  return { id: randomUUID(), kind: 'test', ...nothing, at, n: 1, language }
}
