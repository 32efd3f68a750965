// Drafts on their way: in this browser at once, on the server within a second of a pause. One entry of local storage per agent and
// conversation, so that no draft can turn up in another conversation or with another agent (CM-5).
import type { Draft } from '@madoguchi/contracts/http/session'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import { DRAFT_FORM_MAX, type CommandOf } from '@madoguchi/contracts/socket/up'

type Deps = {
  agent: () => string
  save: (draft: CommandOf<'draft:set'>) => Promise<Ack>
  saved: (conversation: string, draft: Draft | null) => void
}
export type Drafted = Omit<Draft, 'at'>

const PAUSE_MS = 700
export const NO_DRAFT: Drafted = { text: '', notificationDisabled: false, form: '' }

const isEmpty = ({ text, form }: Drafted) => text === '' && form === ''

export function createDrafts({ agent, save, saved }: Deps) {
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  /** What this browser has no room for lives as long as the page, and on the server. */
  const roomless = new Map<string, Draft>()
  const prefix = () => `madoguchi.draft.${agent()}.`
  const keyOf = (conversation: string) => prefix() + conversation

  /** Typed here and not yet on the server; an emptied field counts, as a draft of nothing. */
  function local(conversation: string): Draft | null {
    const text = localStorage.getItem(keyOf(conversation))
    return roomless.get(keyOf(conversation)) ?? (text === null ? null : ({ ...NO_DRAFT, ...JSON.parse(text) } as Draft))
  }

  function store(key: string, draft: Draft): boolean {
    try {
      localStorage.setItem(key, JSON.stringify(draft))
      roomless.delete(key)
      return true
    } catch {
      // An older one would come back after a reload.
      localStorage.removeItem(key)
      roomless.set(key, draft)
      return false
    }
  }

  /** False: it is too much to be kept, and is lost with the page. */
  function set(conversation: string, drafted: Drafted): boolean {
    const kept = store(keyOf(conversation), { ...drafted, at: Date.now() })
    clearTimeout(timers.get(conversation))
    timers.set(
      conversation,
      // What was sent is nobody's draft from now on, whatever becomes of this page.
      setTimeout(() => void put(conversation), isEmpty(drafted) ? 0 : PAUSE_MS),
    )
    return kept && drafted.form.length <= DRAFT_FORM_MAX
  }

  async function put(conversation: string) {
    timers.delete(conversation)
    const draft = local(conversation)
    if (draft === null) return
    const { text, notificationDisabled, form } = draft
    const ack = await save({ conversation, text, notificationDisabled, form }).catch(() => null)
    // Refused for good (no such conversation any more): the words stay in this browser.
    if (ack === null || !ack.ok || !alike(local(conversation), draft)) return
    localStorage.removeItem(keyOf(conversation))
    roomless.delete(keyOf(conversation))
    saved(conversation, isEmpty(draft) ? null : draft)
  }

  return {
    local,
    set,
    flush() {
      const stored = Object.keys(localStorage).filter((key) => key.startsWith(prefix()))
      for (const key of new Set([...stored, ...roomless.keys()])) void put(key.slice(prefix().length))
    },
  }
}

/** Written twice within a millisecond, the time alone would not tell. */
const alike = (a: Draft | null, b: Draft) =>
  a?.at === b.at && a.text === b.text && a.form === b.form && a.notificationDisabled === b.notificationDisabled
