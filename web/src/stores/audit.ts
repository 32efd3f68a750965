// The audit as its page shows it: filtered, newest first, older entries on asking.
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AuditEntry, AuditPage } from '@madoguchi/contracts/http/people'
import { HttpError, request } from '../http.ts'

export type AuditWish = Partial<Record<'by' | 'what' | 'subject' | 'from' | 'to', string>>

export const useAudit = defineStore('audit', () => {
  const state = ref<'loading' | 'ready' | 'error'>('loading')
  const error = shallowRef<HttpError | null>(null)
  const entries = shallowRef<readonly AuditEntry[]>([])
  const after = ref<string | null>(null)
  let wish: AuditWish = {}
  /** An answer to an older question is not shown. */
  let asked = 0

  async function read(from: string | null): Promise<void> {
    const mine = (asked += 1)
    const query = new URLSearchParams({ ...wish, ...(from !== null && { after: from }) })
    try {
      const page = await request<AuditPage>('GET', `/api/admin/audit?${query}`)
      if (mine !== asked) return
      entries.value = from === null ? page.entries : [...entries.value, ...page.entries]
      after.value = page.after
      state.value = 'ready'
    } catch (failure) {
      if (!(failure instanceof HttpError)) throw failure
      if (mine !== asked) return
      error.value = failure
      state.value = 'error'
    }
  }

  function open(next: AuditWish): Promise<void> {
    wish = next
    state.value = 'loading'
    return read(null)
  }
  const more = () => read(after.value)

  return { state, error, entries, after, open, more }
})
