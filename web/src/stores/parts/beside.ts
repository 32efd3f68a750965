// PURE: what a draft holds besides its text, as one JSON text on the server (CM-5). Read with distrust: an older version of us, another
// device or anybody at the machine may have written it; each part is judged by whoever uses it.

/** `form`: the message input form's slots. `files`: finished uploads. `quote`: what is answered. `template`: what the text was made of. */
export type Beside = { form?: unknown; files?: unknown; quote?: unknown; template?: unknown }
/** null takes a part away. */
export type BesidePatch = { [Part in keyof Beside]: unknown }

const PARTS = ['form', 'files', 'quote', 'template'] as const satisfies (keyof Beside)[]

export function besideOf(text: string | undefined): Beside {
  const found = parsed(text ?? '')
  return Object.fromEntries(PARTS.filter((part) => isThere(found[part])).map((part) => [part, found[part]]))
}

/** The text with the parts changed; '' = nothing stands beside the words. */
export function withBeside(text: string | undefined, patch: BesidePatch): string {
  const next = Object.entries({ ...besideOf(text), ...patch }).filter(([, part]) => isThere(part))
  return next.length === 0 ? '' : JSON.stringify(Object.fromEntries(next))
}

const isThere = (part: unknown): boolean => part !== undefined && part !== null

function parsed(text: string): { [part: string]: unknown } {
  if (text === '') return {}
  try {
    return Object(JSON.parse(text)) as { [part: string]: unknown }
  } catch {
    return {}
  }
}
