import { expect, test } from 'vitest'
import { FAIL_REASONS } from '@madoguchi/contracts/event/message'
import { REFUSALS } from '@madoguchi/contracts/socket/ack'
import en from '../../locales/en/message.ts'
import ja from '../../locales/ja/message.ts'
import enContact from '../../locales/en/contact.ts'
import jaContact from '../../locales/ja/contact.ts'
import enComposer from '../../locales/en/composer.ts'
import jaComposer from '../../locales/ja/composer.ts'

test('every reason of failure and every refusal has a sentence in every language', () => {
  for (const { delivery } of [en, ja]) {
    expect(Object.keys(delivery.failed).sort()).toEqual([...FAIL_REASONS, 'other'].sort())
    expect(Object.keys(delivery.refused).sort()).toEqual([...REFUSALS, 'other'].sort())
  }
})

test('every reason why nothing can be sent says so in the panel and in the composer', () => {
  const reasons = ['standby', 'left', 'blocked', 'window_over', 'unidentified']
  for (const { reach } of [enContact, jaContact]) expect(Object.keys(reach.no).sort()).toEqual([...reasons].sort())
  for (const { closed } of [enComposer, jaComposer]) for (const why of reasons) expect(closed).toHaveProperty(why)
})
