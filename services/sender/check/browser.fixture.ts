// A browser whose gateway dies under it: what was not acknowledged stays pending and is sent again, under the same id and in order.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import type { MessageSend } from '@madoguchi/contracts/socket/up'
import { createAppender } from '../../gateway/command/append.ts'
import { createLately } from '../../gateway/command/desk/lately.ts'
import { createMessages } from '../../gateway/command/messages.ts'
import { conversationAt } from '../../gateway/rows.fixture.ts'
import { openSchema } from '../../projector/schema.ts'
import { silentLogger } from '../../runtime/logger.ts'
import type { Dice } from '../../test/check/dice.ts'
import { AGENTS } from '../channels.fixture.ts'
import type { Scene } from './scene.fixture.ts'
import { allSent } from './watch.fixture.ts'

const PROGRAM = join(import.meta.dirname, 'gateway.fixture.ts')

export function deathOfGateway(failpoint: 'gateway.decided' | 'gateway.appended') {
  return async (scene: Scene, dice: Dice) => {
    await openConversations(scene)
    const pass = dice.between(1, 2 * scene.people.length)
    const wishes = [0, 1].flatMap(() => scene.people.map(wishFor))
    const acknowledged = await sendTo({ url: scene.stage.database.url, failpoint: `${failpoint}:${pass}`, wishes })
    expect(acknowledged).toBe(pass - 1)
    await sendAgain(scene, wishes.slice(acknowledged))
    const ids = wishes.map(({ id }) => id)
    await allSent(scene, ids)
    const asked = (await scene.stage.events()).filter(({ id }) => ids.includes(id))
    expect(asked).toHaveLength(ids.length + (failpoint === 'gateway.appended' ? 1 : 0))
  }
}

function wishFor(person: string): MessageSend {
  const id = uuidv7()
  const messages = [{ type: 'text' as const, text: `${person} ${id}` }]
  return { id, conversation: `shop:${person}`, messages, notificationDisabled: false }
}

/** Rows as the projector would have made them when these people first wrote. */
async function openConversations({ stage, people }: Scene) {
  const { pool } = stage.database
  await openSchema(pool, 1)
  for (const person of people) {
    const { id, part, rev, row } = conversationAt(`shop:${person}`, 0)
    await pool.query(
      `insert into inbox_v1.conversation (id, part, rev, row, channel, status, escalated, kind, friend)
       values ($1, $2, $3, $4, 'shop', 'open', false, 'user', 'friend') on conflict do nothing`,
      [id, part, rev, JSON.stringify(row)],
    )
  }
}

/** How many were acknowledged before the gateway died. */
async function sendTo({ url, failpoint, wishes }: { url: string; failpoint: string; wishes: MessageSend[] }) {
  const child = spawn(process.execPath, [PROGRAM, url, failpoint], { stdio: ['pipe', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  child.stdin.on('error', () => undefined) // it died while it was told
  child.stdin.write(wishes.map((wish) => `${JSON.stringify(wish)}\n`).join(''))
  let acknowledged = 0
  for await (const line of createInterface({ input: child.stdout })) {
    expect(JSON.parse(line)).toMatchObject({ ok: true })
    acknowledged += 1
  }
  expect(await gone).toEqual([null, 'SIGKILL'])
  return acknowledged
}

async function sendAgain({ stage }: Scene, wishes: MessageSend[]) {
  const appender = createAppender({ log: stage.log, logger: silentLogger() })
  const { pool } = stage.database
  const lately = createLately({ pool })
  const directory = { agents: AGENTS, note: () => Promise.resolve() }
  const messages = createMessages({ pool, channels: stage.channels, directory, lately, appender, now: Date.now })
  for (const wish of wishes)
    expect(await messages.send({ by: 'mika', address: null }, wish)).toMatchObject({ ok: true })
}
