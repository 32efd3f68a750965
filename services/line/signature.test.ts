import { createHmac } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { verifySignature } from './signature.ts'

const VECTORS = join(import.meta.dirname, '..', '..', '..', 'shared', 'fixtures', 'signature-vectors.json')

const sign = (secret: string, body: Buffer) => createHmac('sha256', secret).update(body).digest('base64')
const body = Buffer.from('{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}')
const official = {
  secret: '8c570fa6dd201bb328f1c1eac23a96d8',
  signature: 'GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=',
}

test('the vector of LINE’s documentation verifies', () => {
  expect(verifySignature({ body, signature: official.signature, secrets: [official.secret] })).toBe(0)
})

test('during a rotation the index says which secret fits', () => {
  const secrets = ['an-old-secret', official.secret]
  expect(verifySignature({ body, signature: official.signature, secrets })).toBe(1)
  expect(verifySignature({ body, signature: sign('an-old-secret', body), secrets })).toBe(0)
  expect(verifySignature({ body, signature: sign('a-third', body), secrets })).toBe(-1)
  expect(verifySignature({ body, signature: official.signature, secrets: [] })).toBe(-1)
})

test('one changed byte, one space or another escape form does not verify', () => {
  const emoji = Buffer.from('{"text":"\\ud83e\\udd28"}')
  const signature = sign('secret', emoji)
  const verdict = (changed: Buffer) => verifySignature({ body: changed, signature, secrets: ['secret'] })
  expect(verdict(emoji)).toBe(0)
  expect(verdict(Buffer.from(JSON.stringify(JSON.parse(emoji.toString()))))).toBe(-1)
  expect(verdict(Buffer.concat([emoji, Buffer.from(' ')]))).toBe(-1)
  const flipped = Buffer.from(emoji)
  flipped[3]! ^= 1
  expect(verdict(flipped)).toBe(-1)
})

test('whatever stands in the header, the answer is −1 and nothing is thrown', () => {
  const { signature } = official
  const headers = [
    undefined,
    '',
    'x',
    `${signature},${signature}`,
    `${signature} `,
    signature.slice(0, -1),
    signature.replace('+', '-'),
    '💬'.repeat(22),
    `${signature.slice(0, 42)}t=`, // the same 32 bytes in base64 nobody encodes so
    'A'.repeat(1_000_000),
  ]
  for (const header of headers)
    expect(verifySignature({ body, signature: header, secrets: [official.secret] })).toBe(-1)
  expect(verifySignature({ body, signature: null as unknown as string, secrets: [official.secret] })).toBe(-1)
})

test('an empty secret verifies nothing, and an empty body is a body like any other', () => {
  const empty = Buffer.alloc(0)
  expect(verifySignature({ body: empty, signature: sign('', empty), secrets: [''] })).toBe(-1)
  expect(verifySignature({ body: empty, signature: sign('s', empty), secrets: ['s'] })).toBe(0)
})

type Vector = {
  name: string
  channelSecret: string
  rawBodyBase64: string
  xLineSignature: string
  valid: boolean
}
if (!existsSync(VECTORS)) console.warn(`signature vectors skipped: no ${VECTORS}`)
test.skipIf(!existsSync(VECTORS))('every shared vector gets its stated verdict', () => {
  const vectors = JSON.parse(readFileSync(VECTORS, 'utf8')) as Vector[]
  expect(vectors.length).toBeGreaterThan(0)
  for (const { name, channelSecret, rawBodyBase64, xLineSignature, valid } of vectors) {
    const found = verifySignature({
      body: Buffer.from(rawBodyBase64, 'base64'),
      signature: xLineSignature,
      secrets: [channelSecret],
    })
    expect({ name, found }).toEqual({ name, found: valid ? 0 : -1 })
  }
})
