import { expect, test } from 'vitest'
import { isInline, servingHeaders } from './address.ts'

const dispositionOf = (name: string) => servingHeaders({ type: 'image/png', name })['content-disposition']!

test.each(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'video/mp4', 'audio/mp4', 'audio/mpeg'])(
  '%s is shown in its place',
  (type) => {
    expect(servingHeaders({ type })).toMatchObject({ 'content-type': type, 'content-disposition': 'inline' })
    expect(servingHeaders({ type, save: true })).toMatchObject({
      'content-type': type,
      'content-disposition': 'attachment',
    })
  },
)

test.each([
  'text/html',
  'image/svg+xml',
  'application/xml',
  'application/xhtml+xml',
  'text/javascript',
  'application/octet-stream',
  'IMAGE/PNG; charset=x',
  'image/png, text/html',
  '',
  '__proto__',
])('%j is saved, and goes out without a name for what it is', (type) => {
  expect(isInline(type)).toBe(false)
  expect(servingHeaders({ type })).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': 'attachment',
  })
})

test('a document is saved under its own type', () => {
  expect(servingHeaders({ type: 'application/pdf', name: 'plan.pdf' })).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': 'attachment; filename="plan.pdf"; filename*=UTF-8\'\'plan.pdf',
  })
})

test('whatever goes out, no browser guesses and nothing in it runs', () => {
  for (const type of ['image/png', 'text/html', 'application/pdf'])
    expect(servingHeaders({ type })).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'accept-ranges': 'bytes',
    })
})

test('a name in any script survives beside a plain one', () => {
  expect(dispositionOf('見積書 (最終).pdf')).toBe(
    `inline; filename="___ (__).pdf"; filename*=UTF-8''${encodeURIComponent('見積書 ')}%28${encodeURIComponent('最終')}%29.pdf`,
  )
})

test.each([
  ['a"; filename="b.html', 'a_; filename=_b.html'],
  ['a\r\nset-cookie: x=1', 'aset-cookie: x=1'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\windows\\a.txt', 'a.txt'],
  ['.htaccess', 'htaccess'],
  ['photo\u202egpj.exe', 'photogpj.exe'],
  ['100%.txt', '100_.txt'],
])('a hostile name is only a name: %j', (name, plain) => {
  const value = dispositionOf(name)
  expect(value).toContain(`filename="${plain}"; filename*=UTF-8''`)
  expect(value).toMatch(/^[\x20-\x7e]+$/)
})

test('no name at all is fine, and neither are those of which nothing is left', () => {
  for (const name of ['', '...', '\u202e', '/', '\0']) expect(dispositionOf(name)).toBe('inline')
  expect(dispositionOf('a\ud800b')).toMatch(/^inline; filename="a_b"/)
  expect(dispositionOf('あ'.repeat(5_000)).length).toBeLessThan(2_000)
})
