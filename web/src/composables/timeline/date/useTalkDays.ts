// The days of a month on which something was said, asked for once per month as long as the calendar is open. What cannot be known is not
// marked: every day may be chosen all the same.
import { reactive, watch, type Ref } from 'vue'
import type { TalkDays, ThreadWindow } from '@madoguchi/contracts/http/snapshot'
import { request } from '../../../http.ts'

const pathOf = (conversation: string) => `/api/conversations/${encodeURIComponent(conversation)}`

export function useTalkDays(conversation: string, zone: string, month: Ref<string>) {
  const known = reactive(new Map<string, ReadonlySet<number>>())
  watch(
    month,
    async (asked) => {
      if (known.has(asked)) return
      const query = new URLSearchParams({ month: asked, zone })
      const found = await request<TalkDays>('GET', `${pathOf(conversation)}/days?${query}`).catch(() => null)
      if (found !== null) known.set(asked, new Set(found.days))
    },
    { immediate: true },
  )
  return (day: string): boolean => known.get(day.slice(0, 7))?.has(Number(day.slice(8, 10))) === true
}

/** The first that is drawn from a moment on, else the last before; null = nothing was ever said. Rejects without an answer. */
export async function firstFrom(conversation: string, at: number): Promise<string | null> {
  const path = `${pathOf(conversation)}/messages?limit=50&at=${Math.max(0, at)}`
  const { rows } = await request<ThreadWindow>('GET', path)
  const drawn = rows.flatMap((row) =>
    row.noun === 'message' && row.row !== null && row.row.body.kind !== 'deleted'
      ? [{ id: row.id, at: row.row.at }]
      : [],
  )
  return (drawn.find((one) => one.at >= at) ?? drawn.at(-1))?.id ?? null
}
