// Rows as a projector would leave them, in a word: only what a test is about is said.
import { v7 as uuidv7 } from 'uuid'
import { partitionOf } from '@madoguchi/contracts/ids'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import { NEW_DESK } from '@madoguchi/contracts/row/desk'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import type { NoticeRow } from '@madoguchi/contracts/row/notice'
import type { Row } from '@madoguchi/contracts/row/row'
import type { TemplateRow } from '@madoguchi/contracts/row/template'

export function conversationAt(id: string, rev: number, more: Partial<ConversationRow> = {}): Row {
  const row: ConversationRow = {
    channel: id.split(':')[0]!,
    kind: 'user',
    lineId: id.split(':')[1]!,
    name: `name ${rev}`,
    pictureUrl: null,
    memberCount: null,
    profiledAt: null,
    friend: { state: 'friend', since: 1 },
    lastUserMessageAt: null,
    lastFollowAt: 1,
    lastUnfollowAt: null,
    lastJoinAt: null,
    lastLeaveAt: null,
    mode: { value: 'active', at: 1 },
    firstSeenAt: 1,
    updatedAt: 1,
    desk: NEW_DESK,
    countable: [],
    lastAt: null,
    last: null,
    troubled: 0,
    ...more,
  }
  return { noun: 'conversation', id, part: partitionOf(id), rev, row }
}

export function messageAt(conversation: string, rev: number, more: Partial<MessageRow> = {}, id = uuidv7()): Row {
  const row: MessageRow = {
    channel: conversation.split(':')[0]!,
    conversation,
    direction: 'inbound',
    at: 1_000 + rev,
    event: id,
    place: rev,
    by: { kind: 'contact', userId: conversation.split(':')[1]! },
    body: { kind: 'text', text: `words ${rev}` },
    preview: { kind: 'text', text: `words ${rev}` },
    countable: true,
    activity: true,
    ...more,
  }
  return { noun: 'message', id, part: partitionOf(conversation), rev, row }
}

export function noticeAt(conversation: string, rev: number, more: Partial<NoticeRow> = {}, id = uuidv7()): Row {
  const row: NoticeRow = {
    agent: 'agent-1',
    channel: conversation.split(':')[0]!,
    conversation,
    kind: 'mention',
    at: 1_000 + rev,
    by: 'agent-2',
    item: id,
    ...more,
  }
  return { noun: 'notice', id, part: partitionOf(conversation), rev, row }
}

export function templateAt(id: string, rev: number, more: Partial<TemplateRow> = {}): Row {
  const row: TemplateRow = {
    name: `name ${rev}`,
    folder: '',
    shortcut: '',
    state: 'draft',
    messages: [{ type: 'text', text: 'はい' } as { type: string }],
    channel: '*',
    author: 'mika',
    createdAt: 1,
    changedBy: 'mika',
    changedAt: 1,
    fieldRevs: {},
    ...more,
  }
  return { noun: 'template', id, part: partitionOf(row.channel === '*' ? '-:-' : `${row.channel}:-`), rev, row }
}
