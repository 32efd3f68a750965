import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import * as channels from '../http/channels.ts'
import * as push from '../http/push.ts'
import * as session from '../http/session.ts'
import * as snapshot from '../http/snapshot.ts'
import { Done, Followed, REFUSALS, Refusal } from './ack.ts'
import { DOWN } from './down.ts'
import { COMMANDS, Signal } from './up.ts'
import { PROTOCOL_HASH } from './version.ts'

test('the wire is what PROTOCOL_VERSION says: a changed schema needs a new version and hash', () => {
  const wire = { COMMANDS, Signal, DOWN, Done, Followed, Refusal, REFUSALS, channels, push, session, snapshot }
  const hash = createHash('sha256').update(JSON.stringify(wire)).digest('hex').slice(0, 16)
  expect(hash, 'raise PROTOCOL_VERSION in version.ts and set PROTOCOL_HASH to this').toBe(PROTOCOL_HASH)
})
