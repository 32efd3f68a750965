// From a browser to the running product and out again to whoever has the address: refusals reach the browser as what they are, also
// while its body is still on its way.
import { randomBytes } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findChromium } from '../../services/test/chromium.ts'
import { startEmbeddedWorld, type World } from '../../services/test/world.ts'
import { openBrowser, signIn, visit } from './browser.ts'

const missing = findChromium() === null ? 'no Chromium' : null
if (missing !== null) console.warn(`scene of uploads skipped: ${missing}`)

/** A body of so many bytes behind a beginning, as the console's own code sends it. */
const PUT = `([path, head, length]) => new Promise((resolve) => {
  const ask = new XMLHttpRequest()
  ask.open('PUT', path)
  ask.responseType = 'json'
  ask.onloadend = () => resolve({ status: ask.status, code: ask.response?.code, field: ask.response?.field, limit: ask.response?.limit })
  ask.send(new Blob([Uint8Array.from(head), new Uint8Array(length - head.length)]))
})`
const JPEG = [0xff, 0xd8, 0xff, 0xe0, 0, 16]
const HTML = [...Buffer.from('<!doctype html>')]

describe.skipIf(missing !== null)('uploads to the running product', () => {
  let world: World
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    ;[world, browser] = await Promise.all([startEmbeddedWorld(), openBrowser()])
    page = (await visit(browser, 'mika')).page
    await signIn(page, world.console, world.agents[0])
  })
  afterAll(async () => {
    await browser?.close()
    await world?.stop()
  })

  const ask = <T>(method: string, path: string, body?: object) =>
    page.evaluate<T>(
      `fetch(${JSON.stringify(path)}, { method: '${method}', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(body && JSON.stringify(body))} }).then((answer) => answer.json())`,
    )
  const put = (token: string, part: string, head: number[], length: number) =>
    page.evaluate<object>(`(${PUT})(${JSON.stringify([`/api/uploads/${token}/${part}`, head, length])})`)

  test('a picture gets an address that anybody fetches; what is too large or no picture is refused as that', async () => {
    const { rows } = await ask<{ rows: { noun: string; id: string }[] }>('GET', '/api/workspace')
    const channel = rows.find(({ noun }) => noun === 'channel')!.id
    const { token, base } = await ask<{ token: string; base: string }>('POST', '/api/uploads', {
      channel,
      kind: 'image',
    })
    expect(base).toBe(`${world.console}/m/${token}`)
    expect(await put(token, 'content', JPEG, 40_000_000)).toEqual({
      status: 413,
      code: 'too_large',
      field: 'content',
      limit: 10_000_000,
    })
    expect(await put(token, 'content', HTML, 9_000_000)).toEqual({ status: 415, code: 'wrong_type', field: 'content' })
    expect(await put('0'.repeat(40), 'content', JPEG, 9_000_000)).toMatchObject({ status: 404, code: 'not_found' })
    expect((await fetch(base)).status).toBe(404)
    const beginning = [...JPEG, ...randomBytes(500)]
    expect(await put(token, 'content', beginning, 9_000_000)).toMatchObject({ status: 200 })
    const fetched = await fetch(base, { headers: { range: 'bytes=0-505' } })
    expect([fetched.status, [...new Uint8Array(await fetched.arrayBuffer())]]).toEqual([206, beginning])
  })
})
