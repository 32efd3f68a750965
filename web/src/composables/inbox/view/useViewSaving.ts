// Saving and deleting views, with what went wrong in words.
import { useI18n } from 'vue-i18n'
import type { SavedView } from '@madoguchi/contracts/row/savedView'
import type { Ack, Refusal } from '@madoguchi/contracts/socket/ack'
import { useToasts } from '../../../stores/toasts.ts'
import { useViews } from '../../../stores/views.ts'

const KNOWN = new Set<string>(['forbidden', 'not_found', 'busy'])

export function useViewSaving() {
  const { t } = useI18n()
  const views = useViews()
  const toasts = useToasts()

  function wordsOf({ code, field, limit }: Refusal): string {
    if (field === 'views') return t('view.refused.limit', { limit })
    return KNOWN.has(code) ? t(`view.refused.${code}`) : t('view.refused.other', { code })
  }
  function said(ack: Ack): boolean {
    if (!ack.ok) toasts.show({ text: wordsOf(ack) })
    return ack.ok
  }
  return {
    wordsOf,
    /** False: it was not done, and has been said. */
    save: async (view: SavedView) => said(await views.save(view)),
    remove: async (id: string) => said(await views.remove(id)),
  }
}
