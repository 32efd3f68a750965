// PURE: a note that is being written, as it is kept in this browser; read back with distrust.
import type { Mention } from '@madoguchi/contracts/event/note'
import { fitting } from './mentions.ts'

/** `files`: finished uploads, see upload/kept. `about`: the row it is about. */
export type NoteDraft = { text: string; mentions: Mention[]; files: unknown[]; about: string | null }
export const NO_NOTE: NoteDraft = { text: '', mentions: [], files: [], about: null }

export const isNothing = ({ text, files, about }: NoteDraft): boolean =>
  text === '' && files.length === 0 && about === null

export function readNote(kept: string | null): NoteDraft {
  const { text, mentions, files, about } = parsed(kept)
  if (typeof text !== 'string') return NO_NOTE
  return {
    text,
    mentions: fitting(text, Array.isArray(mentions) ? mentions.filter(isMention) : []),
    files: Array.isArray(files) ? files : [],
    about: typeof about === 'string' ? about : null,
  }
}

/** What came back stands before what was written meanwhile. */
export function joined(back: NoteDraft, now: NoteDraft): NoteDraft {
  if (now.text.trim() === '') return { ...back, files: [...back.files, ...now.files], about: back.about ?? now.about }
  const text = `${back.text}\n${now.text}`
  const by = back.text.length + 1
  const mentions = [...back.mentions, ...now.mentions.map((one) => ({ ...one, start: one.start + by }))]
  return { text, mentions, files: [...back.files, ...now.files], about: back.about ?? now.about }
}

function isMention(one: unknown): one is Mention {
  const { kind, id, start, length } = Object(one) as Record<string, unknown>
  return (
    (kind === 'agent' || kind === 'team') &&
    typeof id === 'string' &&
    Number.isInteger(start) &&
    Number.isInteger(length)
  )
}

function parsed(kept: string | null): { [Part in keyof NoteDraft]?: unknown } {
  try {
    return Object(JSON.parse(kept ?? '{}')) as { [Part in keyof NoteDraft]?: unknown }
  } catch {
    return {}
  }
}
