import { expect, test } from 'vitest'
import { computed, effectScope, shallowRef } from 'vue'
import type { CheckedMessages } from '@madoguchi/contracts/http/line'
import { checkSlots } from '../check.ts'
import { newSlot, textSlot, type Slot } from '../slots.ts'
import { useLineCheck } from './useLineCheck.ts'

const place = (title: string) => newSlot('p', 'location', { title, address: 'A', latitude: '1', longitude: '2' })
const TAKEN: CheckedMessages = { asked: true, problems: [] }
const AWAY: CheckedMessages = { asked: false, why: 'ECONNREFUSED' }
const refused = (field: string): CheckedMessages => ({ asked: true, problems: [{ field, message: 'no' }] })

function open(first: Slot[]) {
  const slots = shallowRef<Slot[]>(first)
  const asked: string[] = []
  let answer: (reply: CheckedMessages) => void = () => undefined
  const scope = effectScope()
  const line = scope.run(() =>
    useLineCheck({
      channel: () => 'shop',
      slots,
      checked: computed(() => checkSlots(slots.value, 'user')),
      origin: 'https://desk.example',
      ask: (_, messages) => {
        asked.push(JSON.stringify(messages))
        return new Promise((resolve) => (answer = resolve))
      },
    }),
  )!
  return { slots, line, asked, answer: (reply: CheckedMessages) => answer(reply), stop: () => scope.stop() }
}

test('plain words pass unasked; the button asks about them too', async () => {
  const { line, asked, answer } = open([textSlot('t', 'hi')])
  expect(await line.passes()).toBe(true)
  expect(asked).toEqual([])
  const checking = line.check()
  expect(line.state.value).toBe('asking')
  answer(TAKEN)
  expect(await checking).toBe(true)
  expect(line.state.value).toBe('taken')
})

test('what LINE takes passes, and is not asked about again until it is changed', async () => {
  const { slots, line, asked, answer } = open([place('one')])
  const passing = line.passes()
  expect(await line.passes()).toBe(false) // the second press of a double one
  answer(TAKEN)
  expect(await passing).toBe(true)
  expect(await line.passes()).toBe(true)
  expect(asked).toHaveLength(1)
  slots.value = [place('two')]
  expect(line.state.value).toBe('idle')
  void line.passes()
  expect(asked).toHaveLength(2)
})

test('a complaint stands on its slot until that one is changed, and keeps it from passing', async () => {
  const { slots, line, answer } = open([place('one'), textSlot('t', 'hi')])
  const passing = line.passes()
  answer(refused('messages[0].title'))
  expect(await passing).toBe(false)
  expect(line.state.value).toBe('refused')
  expect(line.problems.value).toMatchObject([{ slot: 'p', at: 'title', code: 'line', words: 'no' }])
  slots.value = [slots.value[0]!, textSlot('t', 'ho')]
  expect(line.problems.value).toHaveLength(1)
  slots.value = [place('two'), slots.value[1]!]
  expect(line.problems.value).toEqual([])
  expect(line.state.value).toBe('idle')
})

test('when LINE could not be asked the second press passes; of something else it asks first', async () => {
  const { slots, line, asked, answer } = open([place('one')])
  const passing = line.passes()
  answer(AWAY)
  expect(await passing).toBe(false)
  expect(line.state.value).toBe('away')
  expect(await line.passes()).toBe(true)
  slots.value = [place('two')]
  void line.passes()
  expect(asked).toHaveLength(2)
})

test('what was changed while LINE was asked does not pass, and says so', async () => {
  const { slots, line, answer } = open([place('one')])
  const passing = line.passes()
  slots.value = [place('two')]
  answer(TAKEN)
  expect(await passing).toBe(false)
  expect(line.state.value).toBe('changed')
})

test('what LINE led to no message is said as a whole, while it holds', async () => {
  const { slots, line, answer } = open([place('one'), textSlot('t', 'hi')])
  const checking = line.check()
  answer({ asked: true, problems: [{ field: '', message: 'The size is over' }] })
  expect(await checking).toBe(false)
  expect(line.whole.value).toEqual(['The size is over'])
  slots.value = []
  expect(line.whole.value).toEqual([])
})

test('a form that was closed meanwhile sends nothing', async () => {
  const { line, answer, stop } = open([place('one')])
  const passing = line.passes()
  stop()
  answer(TAKEN)
  expect(await passing).toBe(false)
})
