// PURE: templates by what somebody types: in the name, the folder or the shortcut, whatever the width or the case of the letters.
type Named = { name: string; folder: string; shortcut: string }

const plain = (text: string) => text.normalize('NFKC').toLowerCase()

export function searched<T extends Named>(templates: readonly T[], typed: string): T[] {
  const words = plain(typed).trim().replace(/^\//, '').split(/\s+/).filter(Boolean)
  const found = templates.filter((one) => {
    const text = plain(`${one.name} ${one.folder} ${one.shortcut}`)
    return words.every((word) => text.includes(word))
  })
  return found
}
