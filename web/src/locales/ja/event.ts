export default {
  raw: '生のJSON',
  title: '届いたままのイベント',
  failed: 'イベントを読み込めませんでした',
  type: '種類',
  id: 'イベントID',
  place: 'パーティション / オフセット',
  redacted: '内容は消去されました。',
  copy: 'コピー',
  copied: 'コピーしました',
}
