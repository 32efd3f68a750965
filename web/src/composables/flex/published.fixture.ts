// The Flex examples LINE and its SDK's authors published, where they are at hand; nothing of them is part of this repository.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('../../../../../shared/fixtures', import.meta.url))
export const isPublished = existsSync(join(FOLDER, 'flex'))

export type Published = { name: string; contents: unknown; altText: string }

/** Empty where the folder is not there; say so when a test depends on it. */
export function publishedFlex(): Published[] {
  if (!isPublished) return []
  const read = (file: string) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))
  const cards = globSync('flex/*.json', { cwd: FOLDER }).map((file) => ({
    name: basename(file, '.json'),
    contents: read(file),
    altText: basename(file, '.json'),
  }))
  const messages = globSync('messages/flex-*/*.json', { cwd: FOLDER }).map((file) => {
    const { contents, altText } = read(file)
    return { name: file.slice('messages/'.length, -'.json'.length).replace('/', '-'), contents, altText }
  })
  return [...cards, ...messages].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}
