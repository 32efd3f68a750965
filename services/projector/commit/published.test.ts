// LINE's published webhook bodies end as rows that say something.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { LineEvent } from '@madoguchi/contracts/event/line'
import { channelKey } from '@madoguchi/contracts/ids'
import { CHANNEL, folded, line } from './build.fixture.ts'

const FOLDER = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'fixtures', 'webhooks')
const there = existsSync(FOLDER)
if (!there) console.log('published.test.ts is not run: ../shared/fixtures is not there')

const files = there
  ? readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
  : []

/** Bodies reuse ids across files: each file gets its own. An event without a source, or of the module, is the channel's. */
function eventsOf(file: string) {
  const { events } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as { events: LineEvent[] }
  return events.map((event, i) => {
    const one = line({ ...event, webhookEventId: `${file} ${i}` })
    return { ...one, key: event.source ? one.key : channelKey(CHANNEL), at: event.timestamp ?? 0, data: event }
  })
}

test.skipIf(!there)('there are bodies to read', () => expect(files.length).toBeGreaterThan(20))

const textsOf = (events: LineEvent[]) =>
  events.filter(({ message }) => message?.type === 'text').map(({ message }) => message!.text)

test.each(files)('%s ends as rows that say something', (file) => {
  const events = eventsOf(file)
  const listed = events.filter(({ key }) => key !== channelKey(CHANNEL))
  const rows = events.map((event) => folded([event]))
  expect(rows.flatMap(({ dead }) => dead)).toEqual([])
  const messages = rows.flatMap((one) => one.messages)
  expect(messages).toHaveLength(listed.length)
  const said = messages.map(({ body }) => body)
  expect(said.filter(({ kind }) => kind === 'undisplayable')).toEqual([])
  expect(said.filter((body) => body.kind === 'text').map(({ text }) => text)).toEqual(
    textsOf(listed.map(({ data }) => data)),
  )
})
