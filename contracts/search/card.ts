// PURE: what a person reads on a card: its alternative text, the titles and texts of a template, every text of a flex. Each once: the
// alternative text often repeats the title.

/** Texts of one card, and boxes within boxes; LINE takes fewer of either. */
const [TEXTS, DEPTH] = [200, 30]
/** What stands under these is read, or leads to what is. Labels of buttons are what an action says, not the card. */
const READ = ['title', 'text'] as const
const WITHIN = ['template', 'columns', 'contents', 'header', 'hero', 'body', 'footer'] as const

export function cardTexts(card: object): string[] {
  const texts = new Set<string>()
  const add = (text: unknown) => {
    if (typeof text === 'string' && texts.size < TEXTS) texts.add(text)
  }
  function visit(value: unknown, depth: number) {
    if (depth > DEPTH || typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) return value.forEach((one) => visit(one, depth + 1))
    for (const key of READ) add((value as Record<string, unknown>)[key])
    for (const key of WITHIN) visit((value as Record<string, unknown>)[key], depth + 1)
  }
  add((card as { altText?: unknown }).altText)
  visit(card, 0)
  return [...texts]
}
