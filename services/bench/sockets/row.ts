// A line of the list as a projector writes it, with when it was said in its place for "last changed".
import { NEW_DESK } from '@madoguchi/contracts/row/desk'
import type { RowOf } from '@madoguchi/contracts/row/row'

type Wish = { id: string; channel: string; part: number; rev: number; at: number }

export function rowAt({ id, channel, part, rev, at }: Wish): RowOf<'conversation'> {
  const lineId = id.slice(channel.length + 1)
  const preview = { kind: 'text', text: 'ご注文の品はいつ届きますか？ よろしくお願いいたします。' }
  const row: RowOf<'conversation'>['row'] = {
    channel,
    kind: 'user',
    lineId,
    name: '佐藤 美咲',
    pictureUrl: 'https://profile.line-scdn.example/0hAbCdEfGhIjKlMnOpQrStUvWxYz0123456789',
    memberCount: null,
    profiledAt: 1_760_000_000_000,
    friend: { state: 'friend', since: 1_760_000_000_000 },
    lastUserMessageAt: 1_760_000_000_000,
    lastFollowAt: 1_760_000_000_000,
    lastUnfollowAt: null,
    lastJoinAt: null,
    lastLeaveAt: null,
    mode: { value: 'active', at: 1_760_000_000_000 },
    firstSeenAt: 1_760_000_000_000,
    updatedAt: at,
    desk: NEW_DESK,
    countable: Array.from({ length: 10 }, (_, i) => rev - i),
    lastAt: 1_760_000_000_000,
    last: { id: `${channel}:500000000000`, preview, direction: 'inbound', by: { kind: 'contact', userId: lineId } },
    troubled: 0,
  }
  return { noun: 'conversation', id, part, rev, row }
}
