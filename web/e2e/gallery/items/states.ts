// What becomes of a send, by state.
import type { Delivery, DeliveryState } from '@madoguchi/contracts/row/message'
import { delivery, sent, START, type Shown } from './row.ts'

const state = (text: string, delivery: Delivery) => sent({ type: 'text', text }, { delivery })
export const STATES: Record<DeliveryState, () => Shown[]> = {
  queued: () => [state('LINE が受け取るのを待っています', delivery('queued'))],
  delayed: () => [state('返事がありません', delivery('delayed'))],
  sent: () => [
    state('無料の返信', delivery('sent', { via: 'reply' })),
    state('通知なし', delivery('sent', { notificationDisabled: true })),
    state('予約して送りました', delivery('sent', { due: START, lateEdit: { by: 'mika', at: START } })),
    state('届いていました', delivery('sent', { settled: { as: 'arrived', by: 'mika', at: START } })),
  ],
  failed: () => [
    state(
      '断られました',
      delivery('failed', {
        reason: 'refused',
        lineMessage: 'The request body has 1 error(s)',
        details: [{ message: 'May not be empty', property: 'messages[0].text' }],
        requestId: 'b1c2',
      }),
    ),
    state('使い切りました', delivery('failed', { reason: 'quota' })),
    state('ブロックされています', delivery('failed', { reason: 'blocked' })),
  ],
  unknown: () => [
    state(
      '届いたかもしれません',
      delivery('unknown', { via: 'push', why: 'timeout', retryUntil: Date.now() + 3_600_000 }),
    ),
    state('返信が不明です', delivery('unknown', { via: 'reply', why: 'timeout' })),
  ],
  cancelled: () => [state('取り消しました', delivery('cancelled'))],
  scheduled: () => [
    state('明日の朝に送ります', delivery('scheduled', { due: Date.now() + 20 * 3_600_000, holdIfWrites: true })),
  ],
  held: () => [state('お客様が書きました', delivery('held', { due: START, held: { why: 'wrote' } }))],
  missed: () => [state('送れませんでした', delivery('missed', { due: START }))],
}
