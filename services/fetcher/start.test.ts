import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { json, type Respond } from '../line/script.fixture.ts'
import type { Stage } from '../sender/stage.fixture.ts'
import { openDesk, type Desk } from './desk.fixture.ts'

let desk: Desk
let stage: Stage
let start: Desk['start']
beforeEach(async () => {
  desk = await openDesk()
  ;({ stage, start } = desk)
})
afterEach(() => desk.stop())

const ME = 'Uperson1' // whom the stage speaks of
const PROFILE = `/v2/bot/profile/${ME}`
const SUMMARY = '/v2/bot/group/Chome/summary'
const COUNT = '/v2/bot/group/Chome/members/count'
const MEMBER = `/v2/bot/group/Chome/member/${ME}`
const named = (displayName: string) => json(200, { userId: ME, displayName, language: 'ja' })

/** Waits until so many facts of this type are on the log. */
const facts = (type: string, count = 1) =>
  stage
    .until(stage.events, (all) => all.filter((one) => one.type === type).length >= count, `${count} ${type}`)
    .then((all) => all.filter((one) => one.type === type))
const calls = (path: string) => stage.script.of(path).length

test('whoever writes for the first time has a name on the log within a second, and is asked about once', async () => {
  stage.script.always(PROFILE, named('高橋 葵'))
  await start()
  const first = await stage.line('message', { message: { id: '1', type: 'text', text: 'はい' } })
  const written = Date.now()
  const [fact] = await facts('contact.profiled')
  expect(Date.now() - written).toBeLessThan(1_000)
  expect(fact).toMatchObject({
    key: `shop:${ME}`,
    by: 'system',
    cause: first.id,
    data: { found: true, profile: { name: '高橋 葵', language: 'ja' } },
  })
  await stage.line('message', { message: { id: '2', type: 'text', text: 'もう一度' } })
  await stage.line('follow')
  await facts('contact.profiled', 2)
  expect(calls(PROFILE)).toBe(2)
})

test('an agent’s wish and a follow ask again; the same event twice does not', async () => {
  stage.script.always(PROFILE, named('葵'))
  await start()
  await stage.line('message')
  await facts('contact.profiled')
  const asked = await stage.fact('contact.profileAsked', { reason: 'opened' })
  await facts('contact.profiled', 2)
  await stage.log.append(asked)
  await stage.log.append(asked)
  await stage.fact('contact.profileAsked', { reason: 'button' })
  const all = await facts('contact.profiled', 3)
  expect(calls(PROFILE)).toBe(3)
  expect(new Set(all.map(({ id }) => id)).size).toBe(3)
})

test('not found is an answer', async () => {
  await start()
  await stage.line('message')
  const [fact] = await facts('contact.profiled')
  expect(fact!.data).toEqual({ found: false, status: 404 })
  expect(calls(PROFILE)).toBe(1)
})

test('trouble is tried again, and a dead token renewed', async () => {
  stage.script.next(PROFILE, json(500, {}), json(401, { message: 'invalid token' }), named('葵'))
  await start()
  await stage.line('message')
  const [fact] = await facts('contact.profiled')
  expect(fact!.data).toMatchObject({ found: true })
  expect(calls(PROFILE)).toBe(3)
  expect(stage.script.of('/oauth2/v3/token')).toHaveLength(2)
})

test('a call that hangs holds up nobody else', async () => {
  const hangs: Respond = () => undefined
  stage.script.always(PROFILE, hangs)
  stage.script.always('/v2/bot/profile/Umika', json(200, { userId: 'Umika', displayName: 'Mika' }))
  await start()
  await stage.line('message')
  await stage.line('message', {}, 'Umika')
  const [fact] = await facts('contact.profiled')
  expect(fact!.key).toBe('shop:Umika')
})

test('a group has its name and size, and its members theirs', async () => {
  stage.script.always(SUMMARY, json(200, { groupId: 'Chome', groupName: '新居', pictureUrl: 'https://pic/1' }))
  stage.script.always(COUNT, json(200, { count: 3 }))
  stage.script.always(MEMBER, json(200, { userId: ME, displayName: '葵' }))
  await start()
  await stage.line('join', {}, 'Chome')
  const [group] = await facts('conversation.profiled')
  expect(group!.data).toEqual({ found: true, name: '新居', pictureUrl: 'https://pic/1', memberCount: 3 })
  const joined = {
    joined: {
      members: [
        { type: 'user', userId: ME },
        { type: 'user', userId: 'Ugone' },
      ],
    },
  }
  await stage.line('memberJoined', joined, 'Chome')
  const members = await facts('member.profiled', 2)
  expect(new Set(members.map(({ id }) => id)).size).toBe(2)
  expect(members.map(({ key, data }) => ({ key, data }))).toEqual(
    expect.arrayContaining([
      { key: 'shop:Chome', data: { userId: ME, found: true, name: '葵' } },
      { key: 'shop:Chome', data: { userId: 'Ugone', found: false } },
    ]),
  )
})

test('a fetcher that starts on an old log asks about nobody whom the log names already', async () => {
  const first = await stage.line('message')
  const answer: Partial<Envelope> = { cause: first.id, by: 'system' }
  await stage.fact('contact.profiled', { found: true, profile: { name: '葵' } }, answer)
  stage.script.always('/v2/bot/profile/Umika', json(200, { userId: 'Umika', displayName: 'Mika' }))
  await start()
  await stage.line('message', {}, 'Umika')
  await stage.until(
    stage.events,
    (all) => all.some(({ type, key }) => type === 'contact.profiled' && key === 'shop:Umika'),
    'Mika’s name',
  )
  expect(calls(PROFILE)).toBe(0)
})

test('after a restart from the beginning nobody is asked about again', async () => {
  stage.script.always(PROFILE, named('葵'))
  await start()
  await stage.line('message')
  await facts('contact.profiled')
  await desk.end()
  await stage.database.pool.query("update checkpoint set next = 0, last_key = null where reader = 'fetcher'")
  await start()
  await stage.until(
    async () =>
      (await stage.database.pool.query("select sum(next)::int as n from checkpoint where reader = 'fetcher'")).rows[0]
        .n as number,
    (n) => n >= 2,
  )
  await stage.line('follow')
  await facts('contact.profiled', 2)
  expect(calls(PROFILE)).toBe(2)
})
