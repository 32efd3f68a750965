// The outbox in local storage: one entry per message, so that tabs of one agent never overwrite each other's.
import type { OutboxItem, OutboxStore } from '../../sync/outbox.ts'

/** `removed`: another tab has sent or discarded it. */
export function createOutboxStore(agent: string, removed: (id: string) => void): OutboxStore {
  const prefix = `madoguchi.outbox.${agent}.`
  window.addEventListener('storage', (event) => {
    if (event.key?.startsWith(prefix) === true && event.newValue === null) removed(event.key.slice(prefix.length))
  })
  return {
    all: () =>
      Object.keys(localStorage)
        .filter((key) => key.startsWith(prefix))
        .map((key) => JSON.parse(localStorage.getItem(key)!) as OutboxItem),
    put: (item) => localStorage.setItem(prefix + item.id, JSON.stringify(item)),
    remove: (id) => localStorage.removeItem(prefix + id),
  }
}
