export default {
  typing: '{name} 正在撰寫回覆',
  typingTwo: '{name} 和 {other} 正在撰寫回覆',
  typingMany: '{n} 位同事正在撰寫回覆',
  noting: '{name} 正在撰寫備註',
  notingMany: '{n} 位同事正在撰寫備註',
  viewing: '{name} 正在檢視',
  viewingMany: '{n} 位同事正在檢視',
  away: '{name} 已開啟，但目前離開',
  awayMany: '{n} 位同事已開啟，但目前離開',
  more: '其他 {n} 人',
}
