export default {
  title: 'コマンドと会話を探す',
  find: 'コマンド、ページ、チャネル、名前',
  list: '候補',
  count: '{n}件',
  none: '「{query}」に当てはまるものはありません。',
  noneHint: '名前の一部で探せます。かなでもローマ字でもかまいません。',
  searching: 'ほかの名前を探しています…',
  failed: 'サーバーにつながらないため、読み込み済みの会話だけを探しました。',
  hint: '{enter}で実行、{arrows}で選択、Escで閉じる',
  kinds: { recent: '最近使ったもの', command: 'コマンド', page: 'ページ', channel: 'チャネル', conversation: '会話' },
  kind: { command: 'コマンド', page: 'ページ', channel: 'チャネル', conversation: '会話' },
  language: '表示言語: {name}',
}
