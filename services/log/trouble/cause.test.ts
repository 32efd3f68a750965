import { createRequire } from 'node:module'
import { KafkaJSNumberOfRetriesExceeded } from 'kafkajs'
import { expect, test } from 'vitest'
import { causeOf, explained } from './cause.ts'

const { createErrorFromCode } = createRequire(import.meta.url)('kafkajs/src/protocol/error') as {
  createErrorFromCode: (code: number) => Error
}

test('the cause is Kafka’s own name, however the library wraps it', () => {
  const refused = createErrorFromCode(29)
  expect(causeOf(refused)).toBe('TOPIC_AUTHORIZATION_FAILED')
  const wrapped = new KafkaJSNumberOfRetriesExceeded(createErrorFromCode(19), { retryCount: 0, retryTime: 0 })
  expect(causeOf(wrapped)).toBe('NOT_ENOUGH_REPLICAS')
})

test('of a database it is the SQLSTATE, of the system its code, and else the error’s name', () => {
  expect(causeOf(Object.assign(new Error('disk'), { code: '53100' }))).toBe('53100')
  expect(causeOf(new Error('x', { cause: Object.assign(new Error('y'), { code: 'ECONNREFUSED' }) }))).toBe(
    'ECONNREFUSED',
  )
  expect(causeOf(new TypeError('x'))).toBe('TypeError')
  expect(causeOf('x')).toBe('unknown')
})

test('a person reads what it means', () => {
  expect(explained('53100')).toBe('53100 (the disk of the database is full)')
  expect(explained('ECONNREFUSED')).toBe('ECONNREFUSED')
})
