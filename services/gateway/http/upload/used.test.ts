// What carries an address keeps it: a send, a schedule and a template alike, over the wire.
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { conversationAt } from '../../rows.fixture.ts'
import { openDesk, type Desk, type Screen } from '../../socket/desk.fixture.ts'
import { addUpload, findUpload } from './record.ts'
import { newToken } from './token.ts'

let desk: Desk
let screen: Screen
let conversation: string
let agent: string
beforeAll(async () => {
  desk = await openDesk()
  const gate = await desk.openGate()
  const mika = await desk.person('mika', { [desk.shop]: ['agent', 'supervisor'] })
  agent = mika.id
  screen = await desk.screen(gate, mika.cookie)
  conversation = `${desk.shop}:U1`
  await desk.commit([conversationAt(conversation, 100)])
})
afterAll(() => desk.stop())

async function uploaded(): Promise<string> {
  const token = newToken()
  await addUpload(desk.database.pool, { token, channel: desk.shop, kind: 'image', agent, at: Date.now() })
  return token
}
const used = async (token: string) => (await findUpload(desk.database.pool, token))?.used
const pictureOf = (token: string) => {
  const at = `https://desk.example/m/${token}`
  return { type: 'image', originalContentUrl: at, previewImageUrl: `${at}/preview` }
}
const saying = (...messages: object[]) => ({ id: uuidv7(), conversation, messages, notificationDisabled: false })

test('a message that is sent uses what it carries, a file’s link too, and nothing else', async () => {
  const [picture, file, other] = [await uploaded(), await uploaded(), await uploaded()]
  const link = { type: 'text', text: `見積書.pdf\nhttps://desk.example/m/${file}` }
  expect(await screen.command('message:send', saying(pictureOf(picture), link))).toMatchObject({ ok: true })
  expect([await used(picture), await used(file), await used(other)]).toEqual([true, true, false])
})

test('one that is refused uses nothing', async () => {
  const token = await uploaded()
  const broken = { ...pictureOf(token), previewImageUrl: 'rubbish' }
  expect(await screen.command('message:send', saying(broken))).toMatchObject({ ok: false, code: 'invalid' })
  expect(await used(token)).toBe(false)
})

test('a schedule uses what it carries, long before it is sent', async () => {
  const token = await uploaded()
  const later = {
    ...saying(pictureOf(token)),
    message: uuidv7(),
    due: Date.now() + 30 * 86_400_000,
    holdIfWrites: false,
  }
  expect(await screen.command('message:schedule', later)).toMatchObject({ ok: true })
  expect(await used(token)).toBe(true)
})

test('a template uses what it carries', async () => {
  const token = await uploaded()
  const fields = { name: '開店', folder: '', shortcut: '', state: 'draft', messages: [pictureOf(token)] }
  const wish = { id: uuidv7(), template: uuidv7(), channel: desk.shop, based: {}, change: fields }
  expect(await screen.command('template:change', wish)).toMatchObject({ ok: true })
  expect(await used(token)).toBe(true)
})
