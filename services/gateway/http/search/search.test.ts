// What is said is found by those who may read it, as it stands on the screen, newest first.
import type { LineEvent } from '@madoguchi/contracts/event/line'
import type { SearchPage, Snippet } from '@madoguchi/contracts/http/search'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { at, fact, line } from '../../../projector/commit/build.fixture.ts'
import { openDesk, type Answer, type Desk } from '../desk.fixture.ts'
import { openStage, type Stage } from './stage.fixture.ts'

let desk: Desk
let stage: Stage
let everywhere: string
let viewer: string
let serial = 0
beforeAll(async () => {
  desk = await openDesk({ requestsAMinute: 1_000_000 })
  stage = await openStage(desk.database.pool)
  everywhere = await desk.person('everywhere', { '*': ['admin'] })
  viewer = await desk.person('viewer', { [desk.shop]: ['viewer'] })
})
afterAll(() => desk?.stop())

const said = (text: string, { from = 'U1', ms = ++serial, channel = desk.shop, ...more }: Said = {}) =>
  line(
    {
      type: 'message',
      timestamp: at(ms),
      source: sourceOf(from),
      ...more,
      message: { id: `${++serial}`, type: 'text', text, ...more.message },
    },
    channel,
  )
type Said = LineEvent & { from?: string; ms?: number; channel?: string }
const sourceOf = (from: string) =>
  from.startsWith('C') ? { type: 'group', groupId: from, userId: 'Umember' } : { type: 'user', userId: from }
const ours = (
  type: string,
  data: object,
  more: { id?: string; by?: string; key?: string; ms?: number; cause?: string } = {},
) => {
  const { ms = ++serial, ...rest } = more
  return fact(type, data, { id: `e${++serial}`, key: `${desk.shop}:U1`, at: at(ms), by: 'agent-1', ...rest })
}

const ask = (query: Record<string, string | number>, as = everywhere): Promise<Answer> => {
  const all = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)])
  return desk.ask({ url: `/api/search?${new URLSearchParams(all).toString()}`, as })
}
async function find(query: Record<string, string | number>, as = everywhere): Promise<SearchPage> {
  const { status, body, text } = await ask(query, as)
  if (status !== 200) throw new Error(text)
  return body
}
const marked = (snippet: Snippet) => snippet.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('')
const lines = async (query: Record<string, string | number>, as?: string) =>
  (await find(query, as)).texts.map(({ snippet }) => marked(snippet))

test('a text is found whatever its width, case and kana, newest first, with who said it and where', async () => {
  await stage.say(
    said('ｺｰﾋｰを二つ', { from: 'U7', ms: 10 }),
    said('コーヒー豆', { from: 'C7', ms: 30 }),
    fact(
      'contact.profiled',
      { found: true, profile: { name: '葵', pictureUrl: 'https://p' } },
      { key: `${desk.shop}:U7` },
    ),
    fact('conversation.profiled', { found: true, name: '商店会' }, { key: `${desk.shop}:C7` }),
    fact('member.profiled', { userId: 'Umember', found: true, name: '健' }, { key: `${desk.shop}:C7` }),
    ours(
      'message.queued',
      { messages: [{ type: 'text', text: 'こーひー、承りました' }], notificationDisabled: false },
      { ms: 20, key: `${desk.shop}:U7` },
    ),
    ours(
      'note.written',
      { text: 'コーヒーの人', mentions: [], told: [], files: [] },
      { ms: 5, key: `${desk.shop}:U7`, by: 'agent-2' },
    ),
  )
  const { texts, after, behind } = await find({ q: 'コーヒー' })
  expect(
    texts.map(({ direction, by, conversationName, pictureUrl, at: ms, snippet }) => [
      direction,
      by,
      conversationName,
      pictureUrl,
      ms - at(0),
      marked(snippet),
    ]),
  ).toEqual([
    ['inbound', '健', '商店会', null, 30, '[コーヒー]豆'],
    ['outbound', 'agent-1', '葵', 'https://p', 20, '[こーひー]、承りました'],
    ['inbound', null, '葵', 'https://p', 10, '[ｺｰﾋｰ]を二つ'],
    ['note', 'agent-2', '葵', 'https://p', 5, '[コーヒー]の人'],
  ])
  expect([after, behind]).toEqual([null, 0])
  const [first] = texts
  expect(first).toMatchObject({ channel: desk.shop, conversation: `${desk.shop}:C7` })
  const found = await desk.ask({
    url: `/api/conversations/${encodeURIComponent(first!.conversation)}/messages?around=${encodeURIComponent(first!.message)}`,
    as: everywhere,
  })
  expect(found.status).toBe(200)
})

test('filters narrow it: sender, kind, time, conversation, channel; several words must all be there', async () => {
  const card = { type: 'template', altText: '案内', template: { type: 'buttons', title: '納品書', text: '四月分' } }
  await stage.say(
    said('納品書はいつ', { ms: 100 }),
    said('', { ms: 200, message: { type: 'file', fileName: '納品書.pdf' } }),
    said('納品書まだ？', { ms: 300, channel: desk.office }),
    ours('message.queued', { messages: [card], notificationDisabled: false }, { ms: 400 }),
    ours('note.written', { text: '納品書を催促', mentions: [], told: [], files: [] }, { ms: 500 }),
    said('納品書の行き先', { ms: 600, message: { type: 'location', title: '納品書の店', address: '港区' } }),
  )
  const q = '納品書'
  expect(await lines({ q, sender: 'note' })).toEqual(['[納品書]を催促'])
  expect(await lines({ q, sender: 'us,note' })).toEqual(['[納品書]を催促', '案内 [納品書] 四月分'])
  expect(await lines({ q, kind: 'card' })).toEqual(['案内 [納品書] 四月分'])
  expect(await lines({ q, kind: 'file,location' })).toEqual(['[納品書]の店 港区', '[納品書].pdf'])
  expect(await lines({ q, from: at(200), to: at(300) })).toEqual(['[納品書].pdf'])
  expect(await lines({ q, channel: desk.office })).toEqual(['[納品書]まだ？'])
  expect(await lines({ q, conversation: `${desk.office}:U1` })).toEqual(['[納品書]まだ？'])
  expect(await lines({ q: '四月 納品' })).toEqual(['案内 [納品]書 [四月]分'])
  expect(await lines({ q: '品納' })).toEqual([])
})

test('pages follow each other without a gap or a hit twice, ties included', async () => {
  await stage.say(
    ...Array.from({ length: 120 }, (_, i) => said(`注文番号${i}`, { from: `U${i % 7}`, ms: 1_000 + (i % 3) })),
  )
  const seen: string[] = []
  const sizes: number[] = []
  for (let after: string | null = ''; after !== null;) {
    const page: SearchPage = await find({ q: '注文番号', ...(after && { after }) })
    sizes.push(page.texts.length)
    seen.push(...page.texts.map(({ message }) => message))
    after = page.after
  }
  expect(sizes).toEqual([50, 50, 20])
  expect(new Set(seen).size).toBe(120)
})

test('what was taken back or reworded is not told, also while the index is behind', async () => {
  const one = said('秘密の話', { from: 'U3' })
  const two = said('秘密の件', { from: 'U3' })
  const three = said('秘密でない', { from: 'U3' })
  await stage.say(one, two, three)
  expect(await lines({ q: '秘密' })).toHaveLength(3)
  stage.append([
    line({ type: 'unsend', source: sourceOf('U3'), unsend: { messageId: one.data.message!.id! } }, desk.shop),
    line(
      {
        type: 'messageEdited',
        timestamp: at(9_999),
        source: sourceOf('U3'),
        message: { ...two.data.message!, text: '公開の件' },
      },
      desk.shop,
    ),
  ])
  await stage.show()
  expect(await find({ q: '秘密' })).toMatchObject({
    behind: 2,
    texts: [{ snippet: [{ text: '秘密', hit: true }, { text: 'でない' }] }],
  })
  await stage.index()
  expect(await find({ q: '公開' })).toMatchObject({ behind: 0, texts: [{ direction: 'inbound' }] })
})

test('one of ours that was deleted is not found', async () => {
  const asked = ours(
    'message.queued',
    { messages: [{ type: 'text', text: '取り消した文' }], notificationDisabled: false },
    { id: 'deleted-one' },
  )
  await stage.say(asked, ours('message.failed', { message: 'deleted-one', reason: 'quota' }, { cause: 'deleted-one' }))
  expect(await lines({ q: '取り消' })).toEqual(['[取り消]した文'])
  await stage.say(ours('message.deleted', { message: 'deleted-one' }, { cause: 'deleted-one' }))
  expect(await lines({ q: '取り消' })).toEqual([])
})

test('names are found by one character, LINE ids by their beginning, with the first page and no filter only', async () => {
  const lineId = 'U0123456789abcdef0123456789abcdef'
  await stage.say(
    said('はじめまして', { from: lineId }),
    fact('contact.profiled', { found: true, profile: { name: '渡辺 サクラ' } }, { key: `${desk.shop}:${lineId}` }),
  )
  const named = async (q: string) =>
    (await find({ q })).names.map(({ field, snippet, conversation }) => [field, marked(snippet), conversation])
  expect(await named('渡')).toEqual([['name', '[渡]辺 サクラ', `${desk.shop}:${lineId}`]])
  expect(await named('さくら 渡辺')).toEqual([['name', '[渡辺] [サクラ]', `${desk.shop}:${lineId}`]])
  expect(await named('u0123456')).toEqual([['lineId', '[U0123456]789abcdef0123456789abcdef', `${desk.shop}:${lineId}`]])
  expect(await named(lineId)).toHaveLength(1)
  expect(await named('渡部')).toEqual([])
  const key = `${desk.shop}:${lineId}`
  await stage.say(
    ours('contact.edited', { change: { name: 'なべさん' }, based: {} }, { key }),
    ours('contact.tagged', { add: ['ＶＩＰ', '法人'], remove: [] }, { key }),
    ours('contact.tagged', { add: [], remove: ['法人'] }, { key }),
  )
  expect(await named('ナベ')).toEqual([['name', '[なべ]さん', key]])
  expect(await named('渡辺')).toEqual([['lineName', '[渡辺] サクラ', key]])
  expect(await named('vip')).toEqual([['tag', '[ＶＩＰ]', key]])
  expect(await named('vip なべ')).toEqual([['tag', '[なべ]さん · 渡辺 サクラ · [ＶＩＰ]', key]])
  expect(await named('法人')).toEqual([])
  expect((await find({ q: 'はじめまして', conversation: key })).texts[0]!.conversationName).toBe('なべさん')
  for (const filter of [{ sender: 'us' }, { kind: 'text' }, { from: 0 }, { to: at(9_999_999) }])
    expect((await find({ q: '渡辺', ...filter })).names).toEqual([])
  await stage.say(
    fact(
      'contact.profiled',
      { found: true, profile: { name: '山本' } },
      { id: 'renamed', key: `${desk.shop}:${lineId}` },
    ),
  )
  expect(await named('渡辺')).toEqual([])
  expect(await named('山本')).toHaveLength(1)
})

test('a note is found by the names of its files, whoever reworded it, until it is deleted', async () => {
  const file = { address: 'https://files.example/1', name: '保証書（控え）.PDF', type: 'application/pdf', size: 9 }
  const says = { mentions: [], told: [] }
  const key = `${desk.shop}:Ufiles`
  await stage.say(
    said('こんにちは', { from: 'Ufiles' }),
    ours('note.written', { text: '届きました', ...says, files: [file, { name: '保証書の夢' }] }, { id: 'filed', key }),
    ours('note.edited', { note: 'filed', text: '昨日届きました', ...says }, { key }),
  )
  expect(await lines({ q: '保証書' })).toEqual(['昨日届きました [保証書]（控え）.PDF'])
  expect(await lines({ q: '昨日 控え' })).toEqual(['[昨日]届きました 保証書（[控え]）.PDF'])
  for (const kind of ['file', 'note']) expect(await lines({ q: '保証書', kind })).toHaveLength(1)
  expect(await lines({ q: '保証書', kind: 'text' })).toEqual([])
  await stage.say(ours('note.deleted', { note: 'filed' }, { key }))
  expect(await lines({ q: '保証書' })).toEqual([])
})

test('nobody finds what they may not read', async () => {
  await stage.say(said('合言葉は山', { channel: desk.office, from: 'Uo' }), said('合言葉は川', { from: 'Us' }))
  await stage.say(
    fact(
      'contact.profiled',
      { found: true, profile: { name: '合言葉の人' } },
      { id: 'office-name', key: `${desk.office}:Uo` },
    ),
  )
  const stranger = await desk.person('stranger', {})
  const ops = await desk.person('ops', { '*': ['ops'] })
  expect(await lines({ q: '合言葉' }, viewer)).toEqual(['[合言葉]は川'])
  expect((await find({ q: '合言葉' }, viewer)).names).toEqual([])
  for (const as of [stranger, ops])
    expect(await find({ q: '合言葉' }, as)).toEqual({ names: [], texts: [], after: null, behind: 0 })
  for (const query of [
    { channel: desk.office },
    { conversation: `${desk.office}:Uo` },
    { channel: 'none' },
    { conversation: 'rubbish' },
  ])
    expect((await ask({ q: '合言葉', ...query }, viewer)).status).toBe(403)
  expect(await find({ q: '合言葉', channel: desk.shop, conversation: `${desk.office}:Uo` })).toMatchObject({
    texts: [],
  })
  expect((await desk.ask({ url: '/api/search?q=ab' })).status).toBe(401)
})

test.for([
  [{}, 'q', 1],
  [{ q: ' \u200B ' }, 'q', 1],
  [{ q: 'あ'.repeat(201) }, 'q', 200],
  [{ q: '田', sender: 'us' }, 'q', 2],
  [{ q: 'ที่', kind: 'text' }, 'q', 2],
  [{ q: 'ab', sender: 'everybody' }, 'sender', undefined],
  [{ q: 'ab', kind: 'text,,' }, 'kind', undefined],
  [{ q: 'ab', from: 'yesterday' }, 'from', undefined],
  [{ q: 'ab', from: 5, to: 4 }, 'to', 5],
  [{ q: 'ab', channel: '' }, 'channel', undefined],
  [{ q: 'ab', after: Buffer.from('["x","y"]').toString('base64url') }, 'after', undefined],
] as const)('%j is refused: %s, %s', async ([query, field, limit]) => {
  const { status, body } = await ask(query as never)
  expect([status, body]).toEqual([
    422,
    expect.objectContaining({ code: 'invalid', field, ...(limit !== undefined && { limit }) }),
  ])
})

test('what is no cursor, and a parameter given twice, is refused', async () => {
  expect(await ask({ q: 'ab', after: 'rubbish' })).toMatchObject({ status: 400, body: { field: 'after' } })
  for (const twice of ['q=ab&q=cd', 'q=ab&kind=text&kind=file', 'q=ab&channel=a&channel=b'])
    expect((await desk.ask({ url: `/api/search?${twice}`, as: everywhere })).status).toBe(422)
})

test('whatever is typed is words, never a pattern or a statement', async () => {
  await stage.say(said(`100% 'off' \\ {x} "_"`))
  for (const q of ['100%', `'off'`, '\\ {x}', '"_"']) expect(await lines({ q: `${q} 100` })).toHaveLength(1)
  expect(await lines({ q: '1_0%' })).toEqual([])
})
