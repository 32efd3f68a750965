// The templates of one channel, or of all (`*`), kept live.
import type { Snapshot } from '@madoguchi/contracts/http/snapshot'
import type { TemplateRow } from '@madoguchi/contracts/row/template'
import { templatesRoom } from '@madoguchi/contracts/socket/room'
import { HttpError, request } from '../../http.ts'
import type { Follows } from '../../sync/follow.ts'

export type TemplateItem = TemplateRow & { id: string; rev: number }
export type TemplateList = { state: 'loading' | 'ready' | 'error'; error: HttpError | null; items: TemplateItem[] }

type Deps = { channel: string; follows: Follows; changed(list: TemplateList): void; gone(): void }

export function createTemplateList({ channel, follows, changed, gone }: Deps) {
  let list: TemplateList = { state: 'loading', error: null, items: [] }
  const show = (next: Partial<TemplateList>) => changed((list = { ...list, ...next }))
  const followed = follows.open({
    room: templatesRoom(channel),
    load: () => request<Snapshot>('GET', `/api/channels/${encodeURIComponent(channel)}/templates`),
    changed({ rows }) {
      const items = [...rows.values()].flatMap((row) =>
        row.noun === 'template' && row.row !== null ? [{ ...row.row, id: row.id, rev: row.rev }] : [],
      )
      show({ state: 'ready', error: null, items })
    },
    failed(failure) {
      const error = failure instanceof HttpError ? failure : null
      if (list.state !== 'ready') show({ state: 'error', error })
    },
    gone,
  })
  return {
    view: followed.view,
    close: followed.close,
    async reload() {
      if (list.state === 'error') show({ state: 'loading' })
      await followed.reload()
    },
  }
}
