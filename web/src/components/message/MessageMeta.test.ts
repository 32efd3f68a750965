// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { Delivery } from '@madoguchi/contracts/row/message'
import { byAgent, item } from '../../composables/timeline/build.fixture.ts'
import MessageMeta from './MessageMeta.vue'
import { english } from './sent/drawn.fixture.ts'

const sent = (delivery: Partial<Delivery>) =>
  mount(MessageMeta, {
    props: {
      late: false,
      look: 'sent' as const,
      item: item(1, {
        ...byAgent('a'),
        delivery: { state: 'sent', notificationDisabled: false, askedAt: 1, ask: 'x', stateAt: 1, ...delivery },
      }),
    },
    global: { plugins: [english()] },
  })

test('one that LINE took says whether it was free or counted, with one tick', () => {
  const free = sent({ via: 'reply' })
  expect(free.text()).toContain('reply · free')
  expect(free.findAll('.lucide-check')).toHaveLength(1)
  expect(sent({ via: 'push' }).text()).toContain('push · counted')
})

test('one sent without a notification has a muted bell with its name, another has none', () => {
  const bell = (shown: ReturnType<typeof sent>) => shown.find('[aria-label="Sent without notification"]').exists()
  expect([bell(sent({ notificationDisabled: true })), bell(sent({}))]).toEqual([true, false])
})
