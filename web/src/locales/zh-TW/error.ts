// Sentences for refusals over HTTP, by code; `failed` for any other.
export default {
  offline: '伺服器沒有回應，請檢查網路。',
  forbidden: '你沒有檢視權限。',
  not_found: '已不存在。',
  malformed: '伺服器不接受這個值。',
  too_many: '短時間內要求過多，請稍候。',
  internal: '伺服器目前無法執行這項操作。',
  unreadable: '無法讀取伺服器的回應。',
  starting: '正在準備初始資料，請稍後再試。',
  moved: '伺服器剛更新，請再試一次。',
  failed: '未能完成（{code}）。',
}
