// LINE as the simulator plays it: its faults, its people, and its webhook, which enters the log before it is answered.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LineEvent } from '@madoguchi/contracts/event/line'
import { conversationId } from '@madoguchi/contracts/ids'
import { startSimulator, type Simulator } from '../simulator/start.ts'
import { demoChannels } from '../simulator/world/demo.ts'
import type { PersonInput } from '../simulator/world/person.ts'

const CHANNEL_ID = demoChannels[0]!.id

export type Platform = {
  url: string
  ask(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>
  fault(fault: object): Promise<unknown>
  /** This person writes to us; resolves when LINE has told us, and the log has it. */
  hear(person: string): Promise<void>
  stop(): Promise<void>
}

/** Puts an event of LINE's on the log. */
export type Heard = (event: LineEvent, key: string) => Promise<unknown>

/** `seed`: of the platform's own dice, which throw its faults. */
type Given = { people: readonly PersonInput[]; heard: Heard; seed?: string }

export async function openPlatform({ people, heard, seed = 'sender' }: Given): Promise<Platform> {
  const world = { channels: [{ ...demoChannels[0]! }], users: [...people] }
  const simulator = await startSimulator({ port: 0, seed, world })
  const webhook = await openWebhook(heard)
  const ask = (method: string, path: string, body: unknown = {}) => call(simulator, method, path, body)
  await ask('PATCH', `/_sim/channels/${CHANNEL_ID}`, {
    settings: { delayMs: [0, 0], batch: { windowMs: 0, max: 1 } },
    webhook: { endpoint: webhook.url, active: true },
  })
  return {
    url: simulator.url,
    ask,
    fault: (fault) => ask('POST', '/_sim/faults', fault),
    async hear(person) {
      await ask('POST', '/_sim/act', { channel: CHANNEL_ID, as: person, do: 'say', text: 'もしもし' })
      await ask('POST', '/_sim/drain')
    },
    async stop() {
      await simulator.stop()
      await webhook.stop()
    },
  }
}

async function call({ url }: Simulator, method: string, path: string, body: unknown) {
  const more = method === 'GET' ? {} : { body: JSON.stringify(body) }
  const answer = await fetch(url + path, { method, ...more })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Record<string, unknown>
}

async function openWebhook(heard: Heard) {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { events } = JSON.parse(Buffer.concat(chunks).toString()) as { events: LineEvent[] }
      const all = events.map((event) => heard(event, conversationId('shop', event.source)))
      void Promise.all(all).then(() => response.end())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => void (await new Promise((resolve) => server.close(resolve).closeAllConnections())),
  }
}
