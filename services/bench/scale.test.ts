import { afterEach, expect, test, vi } from 'vitest'
import { scaled, scaledSeconds } from './scale.ts'

afterEach(() => vi.unstubAllEnvs())

test('a trial does less of everything, in whole numbers, and never less than makes sense', () => {
  expect(scaled(1_000)).toBe(1_000)
  vi.stubEnv('BENCH_SCALE', '0.015')
  expect(scaled(1_000)).toBe(15)
  expect(scaled(20)).toBe(1)
  expect(scaled(20, 5)).toBe(5)
  expect(scaledSeconds(100)).toBe(1.5)
  expect(scaledSeconds(1)).toBe(0.2)
})
