import { expect, test } from 'vitest'
import { createStack, started } from './lifecycle.ts'

test('what was opened is released in reverse order, once, and an error keeps nobody from being released', async () => {
  const order: string[] = []
  const stack = createStack()
  stack.use('a', (name) => void order.push(name))
  stack.add(() => {
    order.push('b')
    throw new Error('b will not close')
  })
  stack.add(() => void order.push('c'))
  await expect(stack.stop()).rejects.toThrow('b will not close')
  await expect(stack.stop()).rejects.toThrow('b will not close')
  expect(order).toEqual(['c', 'b', 'a'])
})

test('a start that fails half-way releases its first half', async () => {
  const order: string[] = []
  await expect(
    started((stack) => {
      stack.add(() => void order.push('released'))
      return Promise.reject(new Error('no'))
    }),
  ).rejects.toThrow('no')
  expect(order).toEqual(['released'])
})
