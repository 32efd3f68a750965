// Drafts on their way: in this browser at once, on the server within a second of a pause. One entry of local storage per agent and
// conversation, so that no draft can turn up in another conversation or with another agent (CM-5).
import type { Draft } from '@madoguchi/contracts/http/session'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import type { CommandOf } from '@madoguchi/contracts/socket/up'

type Deps = {
  agent: () => string
  save: (draft: CommandOf<'draft:set'>) => Promise<Ack>
  saved: (conversation: string, draft: Draft | null) => void
}

const PAUSE_MS = 700

export function createDrafts({ agent, save, saved }: Deps) {
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const prefix = () => `madoguchi.draft.${agent()}.`
  const keyOf = (conversation: string) => prefix() + conversation

  /** Typed here and not yet on the server; an emptied field counts, as a draft of no text. */
  function local(conversation: string): Draft | null {
    const text = localStorage.getItem(keyOf(conversation))
    return text === null ? null : (JSON.parse(text) as Draft)
  }

  function set(conversation: string, text: string, notificationDisabled: boolean) {
    const draft: Draft = { text, notificationDisabled, at: Date.now() }
    localStorage.setItem(keyOf(conversation), JSON.stringify(draft))
    clearTimeout(timers.get(conversation))
    timers.set(
      conversation,
      setTimeout(() => void put(conversation), PAUSE_MS),
    )
  }

  async function put(conversation: string) {
    timers.delete(conversation)
    const draft = local(conversation)
    if (draft === null) return
    const { text, notificationDisabled } = draft
    const ack = await save({ conversation, text, notificationDisabled }).catch(() => null)
    // Refused for good (no such conversation any more): the words stay in this browser.
    if (ack === null || !ack.ok || local(conversation)?.at !== draft.at) return
    localStorage.removeItem(keyOf(conversation))
    saved(conversation, text === '' ? null : draft)
  }

  return {
    local,
    set,
    flush() {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix()))
      for (const key of keys) void put(key.slice(prefix().length))
    },
  }
}
