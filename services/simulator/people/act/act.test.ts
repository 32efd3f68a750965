import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Loose } from '../../test/loose.fixture.ts'
import { openStage } from '../../test/stage.fixture.ts'
import type { Stage } from '../../test/stage.fixture.ts'
import { demoGroups } from '../../world/demo.ts'

const byText = (a: unknown, b: unknown) => (String(a) < String(b) ? -1 : 1)

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.stop())

const group = demoGroups[0]!.id
const last = async () => {
  await stage.sim('POST', '/_sim/drain', {})
  return stage.receiver.events().at(-1)!
}
const refusal = async (input: Record<string, unknown>) => {
  const answer = await fetch(`${stage.simulator.url}/_sim/act`, {
    method: 'POST',
    body: JSON.stringify({ channel: stage.channel.id, as: stage.people[0]!.id, ...input }),
  })
  return [answer.status, ((await answer.json()) as Loose).message]
}

test('all twenty event types can be acted out', async () => {
  const { messageIds } = await stage.act({ do: 'say', text: 'a', in: group })
  await stage.act({ do: 'edit', messageId: messageIds[0], text: 'b', in: group })
  await stage.act({ do: 'unsend', messageId: messageIds[0], in: group })
  const push = await stage.line.pushMessage({
    to: stage.people[0]!.id,
    messages: [
      {
        type: 'template',
        altText: 't',
        template: {
          type: 'confirm',
          text: 'ok?',
          actions: [
            { type: 'postback', label: 'Yes', data: 'yes=1', displayText: 'Yes!' },
            { type: 'message', label: 'No', text: 'No' },
          ],
        },
      },
    ],
  })
  await stage.act({ do: 'press', messageId: push.sentMessages[0]!.id, label: 'Yes' })
  for (const deed of [
    'block',
    'unblock',
    'watch',
    'beacon',
    'link',
    'member',
    'module',
    'activated',
    'deactivated',
    'suspended',
    'resumed',
    'delivery',
  ]) {
    await stage.act({ do: deed, trackingId: 'v1', nonce: 'n1' })
  }
  for (const [deed, users] of [
    ['exit', [stage.people[1]!.id]],
    ['enter', [stage.people[1]!.id]],
    ['remove', []],
    ['invite', []],
  ] as const) {
    await stage.act({ do: deed, users, in: group })
  }
  await stage.sim('POST', '/_sim/drain', {})
  const types = new Set(stage.receiver.events().map((event) => event.type))
  expect([...types].toSorted(byText)).toEqual([
    'accountLink',
    'activated',
    'beacon',
    'botResumed',
    'botSuspended',
    'deactivated',
    'delivery',
    'follow',
    'join',
    'leave',
    'memberJoined',
    'memberLeft',
    'membership',
    'message',
    'messageEdited',
    'module',
    'postback',
    'unfollow',
    'unsend',
    'videoPlayComplete',
  ])
  const withToken = new Set(
    stage.receiver
      .events()
      .filter((event) => event.replyToken !== undefined)
      .map((event) => event.type),
  )
  expect([...withToken].toSorted(byText)).toEqual([
    'accountLink',
    'beacon',
    'follow',
    'join',
    'memberJoined',
    'membership',
    'message',
    'messageEdited',
    'postback',
    'videoPlayComplete',
  ])
})

test('an edit keeps the message id, has a new quote token and no markAsReadToken', async () => {
  const { messageIds } = await stage.act({ do: 'say', text: 'teh', in: group })
  const before = await last()
  await stage.act({ do: 'edit', messageId: messageIds[0], text: 'the', in: group })
  const after = await last()
  expect(after.message).toEqual({ id: messageIds[0], type: 'text', text: 'the', quoteToken: expect.any(String) })
  expect(after.message.quoteToken).not.toBe(before.message.quoteToken)
  expect(await refusal({ do: 'edit', messageId: messageIds[0], text: 'x' })).toEqual([
    409,
    'not a message of this person here',
  ])
})

test('people without consent are not named', async () => {
  await stage.sim('PATCH', `/_sim/users/${stage.people[0]!.id}`, { consent: false })
  await stage.act({ do: 'say', text: 'who?' })
  expect((await last()).source).toEqual({ type: 'user' })
  await stage.act({ do: 'say', text: 'who?', in: group })
  expect((await last()).source).toEqual({ type: 'group', groupId: group })
})

test('mentions and quotes carry offsets in code units and the quoted id', async () => {
  await stage.act({ do: 'mention', users: [stage.people[1]!.id, 'all'], text: 'よろしく' })
  const { text, mention } = (await last()).message
  expect(mention.mentionees.map((one: Loose) => text.slice(one.index, one.index + one.length))).toEqual([
    `@${stage.people[1]!.name}`,
    '@All',
  ])
  const { messageIds } = await stage.act({ do: 'say', text: 'first' })
  await stage.act({ do: 'quote', messageId: messageIds[0], text: 'about this' })
  expect((await last()).message.quotedMessageId).toBe(messageIds[0])
})

test('image sets are several events with one id; unsent pictures are gone from the content endpoint', async () => {
  const { messageIds } = await stage.act({ do: 'images', count: 3 })
  await stage.sim('POST', '/_sim/drain', {})
  const sets = stage.receiver.events().map((event) => event.message.imageSet)
  expect(new Set(sets.map((one) => one.id)).size).toBe(1)
  expect(sets.map((one) => [one.index, one.total]).toSorted(byText)).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ])
  const content = () =>
    fetch(`${stage.simulator.url}/v2/bot/message/${messageIds[0]}/content`, {
      headers: { authorization: `Bearer ${stage.token}` },
    })
  const picture = await content()
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png'])
  await stage.act({ do: 'unsend', messageId: messageIds[0] })
  const gone = await content()
  expect([gone.status, ((await gone.json()) as Loose).message]).toEqual([410, 'The content is gone'])
})

test('a date picker answers with its value, a message button with its text', async () => {
  const actions = [
    { type: 'datetimepicker' as const, label: 'When', data: 'book', mode: 'datetime' as const },
    { type: 'message' as const, label: 'Later', text: 'Maybe later' },
  ]
  const { sentMessages } = await stage.line.pushMessage({
    to: stage.people[0]!.id,
    messages: [
      { type: 'text', text: 'Pick', quickReply: { items: actions.map((action) => ({ type: 'action', action })) } },
    ],
  })
  const messageId = sentMessages[0]!.id
  await stage.act({ do: 'pick', messageId, label: 'When', value: '2026-12-24T18:00' })
  expect((await last()).postback).toEqual({ data: 'book', params: { datetime: '2026-12-24T18:00' } })
  await stage.act({ do: 'press', messageId, label: 'Later' })
  expect((await last()).message.text).toBe('Maybe later')
})

test('what a phone would not allow is refused with a reason and causes nothing', async () => {
  await stage.act({ do: 'block' })
  await last()
  const before = stage.receiver.events().length
  expect(await refusal({ do: 'say', text: 'x' })).toEqual([409, 'blocked: unblock first'])
  expect((await refusal({ do: 'dance' }))[0]).toBe(409)
  expect((await refusal({ do: 'toString' }))[0]).toBe(409)
  expect((await refusal({ do: 'say', text: '' }))[1]).toBe('text is empty')
  expect((await refusal({ do: 'say', text: 'x', in: 'C0' }))[1]).toBe('no group or room C0')
  await stage.sim('POST', '/_sim/drain', {})
  expect(stage.receiver.events()).toHaveLength(before)
})
