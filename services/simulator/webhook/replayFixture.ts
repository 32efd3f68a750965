import type { LineEvent } from './event/lineEvent.ts'

// Published webhook bodies reuse one event or message id over and over, in one body too. Salted with the run and the
// place in the body, every event is one of its own; odd forms stay odd, missing ids stay missing.
export type Fixture = { destination?: string; events: LineEvent[] }

const ALWAYS = new Set(['webhookEventId', 'replyToken', 'userId', 'groupId', 'roomId', 'messageId', 'quotedMessageId'])

function saltIds(value: unknown, salt: string, inMessage = false): unknown {
  if (Array.isArray(value)) return value.map((one) => saltIds(one, salt, inMessage))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, one]): [string, unknown] => {
    const salted = typeof one === 'string' && (ALWAYS.has(key) || (inMessage && key === 'id'))
    return [key, salted ? `${one}${salt}` : saltIds(one, salt, key === 'message' || key === 'imageSet')]
  })
  return Object.fromEntries(entries)
}

/** PURE. `salt` should be digits: message ids stay digits then. */
export function saltFixture(fixture: Fixture, salt: string, destination: string): Required<Fixture> {
  const events = fixture.events.map((event, i) => saltIds(event, `${salt}${String(i).padStart(2, '0')}`) as LineEvent)
  return { ...fixture, destination, events }
}

export type Replayed = { body: Required<Fixture>; verdict: string; status?: number }

/** Sends a fixture, salted and signed, through the simulator at `url` to the channel's webhook. */
export async function replayFixture(order: {
  url: string
  channel: { id: string; botUserId: string }
  fixture: Fixture
  salt: string
}): Promise<Replayed> {
  const body = saltFixture(order.fixture, order.salt, order.channel.botUserId)
  const answer = await fetch(`${order.url}/_sim/inject`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ channel: order.channel.id, body }),
  })
  if (!answer.ok) throw new Error(`the simulator refused the fixture: ${answer.status}`)
  return { body, ...((await answer.json()) as { verdict: string; status?: number }) }
}
