import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { isInline } from './address.ts'
import { sniff } from './sniff.ts'

const bytes = (text: string, more = 64) => Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(more, 0x01)])
const ftyp = (brand: string) => bytes(`\0\0\0\x20ftyp${brand}\0\0\0\0isom`)
const JPEG = '\xff\xd8\xff\xe0\0\x10JFIF\0'
const PNG = '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'

test.each([
  [bytes(JPEG), 'image/jpeg'],
  [bytes(PNG), 'image/png'],
  [bytes('GIF87a'), 'image/gif'],
  [bytes('GIF89a'), 'image/gif'],
  [bytes('RIFF\x10\0\0\0WEBPVP8 '), 'image/webp'],
  [bytes('RIFF\x10\0\0\0WAVEfmt '), 'audio/wav'],
  [bytes('RIFF\x10\0\0\0AVI LIST'), 'video/x-msvideo'],
  [ftyp('isom'), 'video/mp4'],
  [ftyp('mp42'), 'video/mp4'],
  [ftyp('avc1'), 'video/mp4'],
  [ftyp('M4V '), 'video/mp4'],
  [ftyp('qt  '), 'video/quicktime'],
  [ftyp('3gp5'), 'video/3gpp'],
  [ftyp('M4A '), 'audio/mp4'],
  [ftyp('heic'), 'image/heic'],
  [ftyp('avif'), 'image/avif'],
  [ftyp('evil'), 'application/octet-stream'],
  [bytes('\x1a\x45\xdf\xa3'), 'video/webm'],
  [bytes('OggS\0\x02'), 'video/ogg'],
  [bytes('ID3\x04\0'), 'audio/mpeg'],
  [bytes('\xff\xfb\x90\x44'), 'audio/mpeg'],
  [bytes('\xff\xf1\x50\x80'), 'audio/aac'],
  [bytes('fLaC\0\0\0\x22'), 'audio/flac'],
  [bytes('#!AMR\n\x3c'), 'audio/amr'],
  [bytes('%PDF-1.7\n'), 'application/pdf'],
  [Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n'), 'application/pdf'],
  [bytes('PK\x03\x04\x14\0'), 'application/zip'],
  [bytes('PK\x05\x06', 18), 'application/zip'],
  [bytes('\x1f\x8b\x08\0'), 'application/gzip'],
  [bytes('7z\xbc\xaf\x27\x1c'), 'application/x-7z-compressed'],
  [bytes('Rar!\x1a\x07\x01\0'), 'application/vnd.rar'],
  [bytes('MZ\x90\0'), 'application/octet-stream'],
  [Buffer.from('寸法: 80 × 120 cm\n'), 'text/plain'],
  [Buffer.from('plain text, and 3 < 4'), 'text/plain'],
  [Buffer.from('{"a":1}'), 'text/plain'],
  [Buffer.alloc(0), 'application/octet-stream'],
  [Buffer.alloc(100), 'application/octet-stream'],
])('%#: the first bytes tell %2$s', (head, type) => {
  expect(sniff(head)).toBe(type)
})

test.each([
  [
    'a drawing that calls itself a picture',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
    'image/png',
  ],
  ['with a declaration', Buffer.from('<?xml version="1.0"?>\n<!-- c -->\n<svg onload="x()"/>'), 'image/png'],
  ['with another prefix', Buffer.from('<s:svg xmlns:s="http://www.w3.org/2000/svg"/>'), 'image/png'],
  ['behind white space', Buffer.from('\n\n \t<svg/onload=x()>'), 'image/jpeg'],
])('an SVG is an SVG: %s', (_what, head, declared) => {
  expect(sniff(head, declared)).toBe('image/svg+xml')
})

test.each([
  ['a page', Buffer.from('<!DOCTYPE html><script>x()</script>')],
  ['in small letters behind a BOM', Buffer.from('\ufeff<html><body onload=x()>')],
  ['a page with a picture’s bytes behind its beginning', bytes(`<html><script>x()</script>${JPEG}`)],
  ['a page that begins with a comment and holds a picture', bytes(`<!-- ${PNG} --><script>x()</script>`)],
  ['a script that is text in front', Buffer.from('hello <script>x()</script>')],
  ['a GIF by its first letters and a page by the rest', Buffer.from('GIF89a/*<script>*/=1;alert(1)//')],
  ['a PDF by its first letters and a page by the rest', Buffer.from('%PDF-1.4 <iframe src=//x>')],
  ['UTF-16 with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<script>x()</script>', 'utf16le')])],
  [
    'UTF-16 the other way',
    Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('<script>x()</script>', 'utf16le').swap16()]),
  ],
  ['UTF-16 without a mark', Buffer.from('<script>x()</script>', 'utf16le')],
  ['XHTML', Buffer.from('<?xml version="1.0"?><h:html xmlns:h="http://www.w3.org/1999/xhtml"/>')],
  ['with zeros between', Buffer.from('<\0s\0cript>x()</script>', 'latin1')],
])('what a browser could run is named as a page, whatever it declares: %s', (_what, head) => {
  for (const declared of ['image/jpeg', 'image/png', 'video/mp4', 'text/plain', ''])
    expect(sniff(head, declared)).toBe('text/html')
})

test('other markup is markup', () => {
  expect(sniff(Buffer.from('<?xml version="1.0"?><x/>'))).toBe('application/xml')
  expect(sniff(Buffer.from('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'))).toBe('application/xml')
})

test('a picture with a page behind its first bytes stays a picture: with nosniff no browser reads on', () => {
  expect(sniff(bytes(`${JPEG}<html><script>x()</script>`))).toBe('image/jpeg')
  expect(sniff(bytes(`${PNG}<svg onload=x()>`), 'text/html')).toBe('image/png')
})

test('what was declared tells sound from film in the same container, and nothing else', () => {
  expect(sniff(ftyp('mp42'), 'audio/x-m4a')).toBe('audio/mp4')
  expect(sniff(bytes('OggS'), 'Audio/Ogg')).toBe('audio/ogg')
  expect(sniff(ftyp('mp42'), 'image/png')).toBe('video/mp4')
  expect(sniff(bytes(JPEG), 'audio/mpeg')).toBe('image/jpeg')
  expect(sniff(bytes('MZ'), 'image/png')).toBe('application/octet-stream')
})

test('no head of any length ever throws, and noise is shown only if it begins like something that is', () => {
  for (let i = 0; i < 3_000; i++) {
    const head = randomBytes(i % 40)
    const type = sniff(head, 'image/png')
    expect(
      !isInline(type) || ['image/jpeg', 'audio/mpeg', 'audio/aac'].includes(type),
      `${type}: ${head.toString('hex')}`,
    ).toBe(true)
  }
  for (const whole of [ftyp('isom'), bytes(PNG), bytes('OggS'), bytes('%PDF-')])
    for (let length = 0; length < whole.length; length++) sniff(whole.subarray(0, length))
})
