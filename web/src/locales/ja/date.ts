export default {
  title: '日付へ移動',
  previous: '前の月',
  next: '次の月',
  talked: '{day}、会話あり',
  silent: '{day}',
  beginning: '最初へ',
  latest: '最新へ',
  failed: '日付を調べられませんでした。しばらくしてからもう一度お試しください。',
}
