export default {
  raw: '原始 JSON',
  title: '收到時的事件',
  failed: '無法載入事件',
  type: '類型',
  id: '事件 ID',
  place: '分割區 / 位移',
  redacted: '內容已清除。',
  copy: '複製',
  copied: '已複製',
}
