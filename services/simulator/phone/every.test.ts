import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Loose } from '../test/loose.fixture.ts'
import { openStage } from '../test/stage.fixture.ts'
import type { Stage } from '../test/stage.fixture.ts'
import { everyKind } from './everyKind.ts'
import { hostilePeople } from './hostile.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.stop())

const byText = (a: string, b: string) => (a < b ? -1 : 1)
const all = async (channel = stage.channel.id) => {
  const done = await stage.sim('POST', '/_sim/every', { channel, as: stage.people[0]!.id })
  await stage.sim('POST', '/_sim/drain', {})
  return done
}

test('one of everything: nothing is refused, and all twenty types and all kinds of message arrive once signed', async () => {
  const done = await all()
  expect(done.skipped).toEqual([])
  expect(done.acted).toBe(everyKind.length + hostilePeople.length)
  const events = stage.receiver.events()
  expect(events.map((event) => event.webhookEventId).toSorted(byText)).toEqual(done.webhookEventIds.toSorted(byText))
  expect(stage.receiver.received.every((one) => one.signed)).toBe(true)
  expect([...new Set(events.map((event) => String(event.type)))].toSorted(byText)).toEqual(
    'accountLink activated beacon botResumed botSuspended deactivated delivery follow hologram join leave memberJoined memberLeft membership message messageEdited module postback unfollow unsend videoPlayComplete'.split(
      ' ',
    ),
  )
  const said = events.flatMap((event) => (event.type === 'message' ? [event.message as Loose] : []))
  expect([...new Set(said.map((message) => String(message.type)))].toSorted(byText)).toEqual(
    'audio file image location scent sticker text video'.split(' '),
  )
  expect(new Set(said.flatMap((message) => message.stickerResourceType ?? [])).size).toBe(11)
  expect(Math.max(...said.map((message) => message.text?.length ?? 0))).toBe(5000)
  expect(said.some((message) => message.type === 'text' && message.text === '')).toBe(true)
  expect(said.find((message) => message.mention)?.mention.mentionees).toHaveLength(2)
  const parts = events.flatMap((event) => event.postback?.params ?? [])
  expect(parts).toContainEqual({ newRichMenuAliasId: 'tab-2', status: 'SUCCESS' })
})

test('an account without a group gets one, and the list can be acted out again', async () => {
  await stage.sim('PATCH', '/_sim/channels/2000000102', {
    webhook: { endpoint: stage.receiver.url },
    settings: { delayMs: [0, 0] },
  })
  expect((await all('2000000102')).skipped).toEqual([])
  expect((await all('2000000102')).skipped).toEqual([])
  const groups = (await stage.sim('GET', '/_sim/world')).groups as { name: string }[]
  expect(groups.filter((one) => one.name === 'One of everything')).toHaveLength(1)
})

test('bytes that somebody chose arrive as they are', async () => {
  const bytes = Buffer.from([0, 255, 1, 254, 137])
  const chosen = { bytes: bytes.toString('base64'), contentType: 'application/pdf' }
  const { messageIds } = await stage.act({ do: 'file', name: 'a.pdf', ...chosen })
  const [event] = await stage.receiver.waitFor(1)
  expect(event!.message).toMatchObject({ fileName: 'a.pdf', fileSize: 5 })
  const content = await fetch(`${stage.simulator.url}/v2/bot/message/${messageIds[0]}/content`, {
    headers: { authorization: `Bearer ${stage.token}` },
  })
  expect(content.headers.get('content-type')).toBe('application/pdf')
  expect(Buffer.from(await content.arrayBuffer())).toEqual(bytes)
  const shown = await fetch(`${stage.simulator.url}/_sim/content/${messageIds[0]}`)
  expect(shown.headers.get('content-security-policy')).toContain('sandbox')
})
