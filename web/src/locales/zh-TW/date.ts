export default {
  title: '前往日期',
  previous: '上個月',
  next: '下個月',
  talked: '{day}，有對話',
  silent: '{day}',
  beginning: '到最開頭',
  latest: '到最新',
  failed: '無法查詢這一天，請稍後再試。',
}
