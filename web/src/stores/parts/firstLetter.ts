// The first letter as a reader sees it: an emoji family or a letter with its marks is one.
const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

export function firstLetter(name: string): string {
  const [first] = letters.segment(name.trim())
  return first?.segment.toUpperCase() ?? '?'
}
