// How a content goes to a browser (pure): what is shown in its place and what is only ever saved. A closed list of pictures, films
// and sounds is shown; a page, a drawing, a document, a text and whatever is not known is an attachment. The type is the one we
// found (sniff.ts), and no browser guesses another.

/** Formats that browsers draw or play and never run. */
const INLINE = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/avif',
  'video/mp4',
  'video/quicktime',
  'video/webm',
  'video/ogg',
  'video/3gpp',
  'audio/mp4',
  'audio/mpeg',
  'audio/ogg',
  'audio/webm',
  'audio/wav',
  'audio/aac',
  'audio/flac',
  'audio/3gpp',
])

export const isInline = (type: string): boolean => INLINE.has(type)

/** Whatever else something on the way might run: it goes out without a name for what it is. */
const NAMELESS = 'application/octet-stream'
const SAVED = new Set(['application/pdf', 'application/zip', 'text/plain', 'image/heic', 'image/tiff', 'audio/amr'])

/** `name`: what the file was called by who sent it, never trusted. `save`: the agent asked to save what could be shown. */
export type Serving = { type: string; name?: string; save?: boolean }

/** Headers that every answer with a content has, whole or part. */
export function servingHeaders({ type, name, save = false }: Serving): Record<string, string> {
  const shown = isInline(type) && !save
  return {
    'content-type': isInline(type) || SAVED.has(type) ? type : NAMELESS,
    'content-disposition': dispositionOf(shown ? 'inline' : 'attachment', name),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'accept-ranges': 'bytes',
  }
}

/** RFC 6266: a name of plain letters for old readers, the true one beside it in RFC 8187's writing. */
function dispositionOf(kind: string, name: string | undefined): string {
  const clean = name === undefined ? '' : cleanName(name)
  if (clean === '') return kind
  const plain = clean.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(clean).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`
}

/** Folders, control characters and marks that turn the direction of reading ("gpj.exe" read as "exe.jpg") have no place in a name. */
function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1)!
  // oxlint-disable-next-line no-control-regex
  const shown = last.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
  return shown.slice(0, 150).toWellFormed().replace(/^\.+/, '').trim()
}
