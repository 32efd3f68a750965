// What agents do and note among themselves, by kind.
import type { BodyKind, MessageRow } from '@madoguchi/contracts/row/message'
import type { DeskBody, DeskKind } from '../../../src/composables/desk/kind.ts'
import { MINUTE, row, START, type Shown } from './row.ts'

type Note = Extract<MessageRow['body'], { kind: 'note' }>
const MIKA = { kind: 'agent', id: 'mika' } as const
const SYSTEM = { kind: 'system' } as const
const deed = (body: DeskBody, more: Partial<MessageRow> = {}) =>
  row(body, { direction: 'system', by: MIKA, activity: false, countable: false, ...more })
const rule = (body: DeskBody) => deed(body, { by: SYSTEM })
const note = (text: string, more: Partial<Note> = {}, of: Partial<MessageRow> = {}) =>
  row(
    { kind: 'note', text, mentions: [], files: [], ...more },
    { direction: 'note', by: MIKA, activity: false, countable: false, ...of },
  )

const LONG = `${'倉庫に確認しました。同じロットの在庫が二台あります。'.repeat(12)}\n\nhttps://example.com/orders/1234`

export const OURS: Record<Extract<BodyKind, DeskKind | 'note'>, () => Shown[]> = {
  note: () => [
    note('@佐藤 健 @返品チーム 倉庫に確認しました。\n在庫は二台: https://example.com/stock', {
      mentions: [
        { kind: 'agent', id: 'ken', start: 0, length: 5 },
        { kind: 'team', id: 'returns', start: 6, length: 6 },
      ],
      editedAt: START + 90 * MINUTE,
    }),
    note(
      '@Mika Takahashi かわりに見てもらえますか',
      {
        mentions: [{ kind: 'agent', id: 'mika', start: 0, length: 15 }],
        about: 'shop:1',
      },
      { by: { kind: 'agent', id: 'ken' } },
    ),
    note('見積書です', {
      files: [
        {
          address: `https://console.example/m/${'a1'.repeat(20)}`,
          name: '見積書.pdf',
          type: 'application/pdf',
          size: 240_000,
        },
        { address: 'javascript:alert(1)', name: 'evil\u202Egnp.html', type: 'text/html', size: 12 },
      ],
    }),
    note(LONG),
    note('保存しています', {}, { ...({ unsaved: true } as object) }),
    note('', { deleted: true }),
  ],
  assigned: () => [
    deed({ kind: 'assigned', assignee: 'mika', team: null, how: 'taken' }),
    deed({ kind: 'assigned', assignee: 'ken', team: null, how: 'given' }, { at: START + 900 * MINUTE }),
    deed({ kind: 'status', status: 'pending' }, { at: START + 900 * MINUTE + 20_000 }),
    deed({ kind: 'escalated', text: '返金してよいか決めてください' }, { at: START + 900 * MINUTE + 40_000 }),
    rule({ kind: 'assigned', assignee: null, team: 'returns', how: 'rule' }),
    deed({ kind: 'assigned', assignee: null, team: null, how: 'given' }),
  ],
  status: () => [
    deed({ kind: 'status', status: 'open' }),
    rule({ kind: 'status', status: 'open', rule: 'snoozeEnded' }),
    deed({ kind: 'status', status: 'snoozed', until: START + 2_000 * MINUTE }),
    deed({ kind: 'status', status: 'resolved' }),
    rule({ kind: 'status', status: 'resolved', rule: 'idle' }),
  ],
  reopened: () => [rule({ kind: 'reopened', case: 1, fresh: false }), rule({ kind: 'reopened', case: 2, fresh: true })],
  replyWaived: () => [deed({ kind: 'replyWaived' })],
  escalated: () => [deed({ kind: 'escalated', text: '返金の額を決めてください。\nお客さまはお急ぎです。' })],
  returned: () => [deed({ kind: 'returned', text: '全額でお願いします' })],
  tagged: () => [
    deed({ kind: 'tagged', added: ['VIP'], removed: [] }),
    deed({ kind: 'tagged', added: [], removed: ['新規'] }, { at: START + 1_000 * MINUTE }),
    deed(
      { kind: 'tagged', added: ['VIP', '法人', 'とても長いタグの名前'.repeat(6)], removed: ['新規'] },
      { at: START + 1_010 * MINUTE },
    ),
    deed({ kind: 'contactEdited', fields: ['memo'] }, { at: START + 1_010 * MINUTE + 30_000 }),
  ],
  contactEdited: () => [
    deed({ kind: 'contactEdited', fields: ['name', 'phone', 'email', 'memo'] }),
    deed({ kind: 'contactEdited', fields: ['birthday'] }, { at: START + 1_000 * MINUTE }),
  ],
}
