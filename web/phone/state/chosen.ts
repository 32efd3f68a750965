// Files that somebody chose from their disk, as the platform takes them.
export type Chosen = { name: string; bytes: string; contentType: string }

async function base64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  // In pieces: as arguments all at once they would overflow the stack.
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}

/** What a file field holds; the field is emptied, so that the same file can be chosen again. */
export async function filesOf(event: Event): Promise<Chosen[]> {
  const field = event.target as HTMLInputElement
  const files = [...(field.files ?? [])]
  const chosen = await Promise.all(
    files.map(async (file) => ({
      name: file.name,
      bytes: await base64(file),
      contentType: file.type === '' ? 'application/octet-stream' : file.type,
    })),
  )
  field.value = ''
  return chosen
}
