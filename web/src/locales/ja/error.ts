// Sentences for refusals over HTTP, by code; `failed` for any other.
export default {
  offline: 'サーバーの応答がありません。ネットワークを確認してください。',
  forbidden: 'これを見る権限がありません。',
  not_found: 'もう存在しません。',
  malformed: 'サーバーがこの値を受け付けませんでした。',
  too_many: '短い時間に操作が多すぎます。少しお待ちください。',
  internal: 'サーバーがいまこの操作を行えませんでした。',
  unreadable: 'サーバーの応答を読み取れませんでした。',
  starting: '最初のデータを準備しています。少し待ってからお試しください。',
  moved: 'サーバーが更新されました。もう一度お試しください。',
  failed: 'うまくいきませんでした（{code}）。',
}
