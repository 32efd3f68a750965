import { expect, test } from 'vitest'
import { rememberShape, shapeOf } from './shapes.ts'

test('shapes are kept for the pictures seen last, and only for so many', () => {
  rememberShape('first', { width: 1, height: 2 })
  for (let i = 0; i < 499; i++) rememberShape(`p${i}`, { width: 3, height: 4 })
  expect(shapeOf('first')).toEqual({ width: 1, height: 2 })
  rememberShape('first', { width: 1, height: 2 })
  rememberShape('one more', { width: 5, height: 6 })
  expect(shapeOf('first')).toEqual({ width: 1, height: 2 })
  expect(shapeOf('p0')).toBe(null)
})
