import { expect, test } from 'vitest'
import { FAIL_REASONS } from '@madoguchi/contracts/event/message'
import { REFUSALS } from '@madoguchi/contracts/socket/ack'

type Reasons = Record<string, string>
type Messages = { delivery: { failed: Reasons; refused: Reasons } }
const messages = Object.values(
  import.meta.glob<Messages>('../../locales/*/message.ts', { eager: true, import: 'default' }),
)
const contacts = Object.values(
  import.meta.glob<{ reach: { no: Reasons } }>('../../locales/*/contact.ts', { eager: true, import: 'default' }),
)
const composers = Object.values(
  import.meta.glob<{ closed: Reasons }>('../../locales/*/composer.ts', { eager: true, import: 'default' }),
)

test('every reason of failure and every refusal has a sentence in every language', () => {
  expect(messages.length).toBeGreaterThan(1)
  for (const { delivery } of messages) {
    expect(Object.keys(delivery.failed).sort()).toEqual([...FAIL_REASONS, 'other'].sort())
    expect(Object.keys(delivery.refused).sort()).toEqual([...REFUSALS, 'other'].sort())
  }
})

test('every reason why nothing can be sent says so in the panel and in the composer', () => {
  const reasons = ['standby', 'left', 'blocked', 'window_over', 'unidentified']
  expect([contacts.length, composers.length]).toEqual([messages.length, messages.length])
  for (const { reach } of contacts) expect(Object.keys(reach.no).sort()).toEqual([...reasons].sort())
  for (const { closed } of composers) for (const why of reasons) expect(closed).toHaveProperty(why)
})
