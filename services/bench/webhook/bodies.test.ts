import { expect, test } from 'vitest'
import { verifySignature } from '../../line/signature.ts'
import { bodiesOf } from './bodies.ts'

test('each body is signed over its own bytes and no message comes twice', () => {
  const bodies = bodiesOf({ from: 7, count: 3, events: 2, people: 2, secret: 's', destination: 'Ubot' })
  const ids = bodies.flatMap(({ body, signature }) => {
    expect(verifySignature({ body: Buffer.from(body), signature, secrets: ['s'] })).toBe(0)
    const { destination, events } = JSON.parse(body) as { destination: string; events: { webhookEventId: string }[] }
    expect(destination).toBe('Ubot')
    return events.map(({ webhookEventId }) => webhookEventId)
  })
  expect(new Set(ids).size).toBe(6)
})
