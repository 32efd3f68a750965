export default {
  typing: '{name} กำลังเขียนคำตอบ',
  typingTwo: '{name} และ {other} กำลังเขียนคำตอบ',
  typingMany: 'เพื่อนร่วมงาน {n} คนกำลังเขียนคำตอบ',
  noting: '{name} กำลังเขียนโน้ต',
  notingMany: 'เพื่อนร่วมงาน {n} คนกำลังเขียนโน้ต',
  viewing: '{name} กำลังดูอยู่',
  viewingMany: 'เพื่อนร่วมงาน {n} คนกำลังดูอยู่',
  away: '{name} เปิดไว้ แต่ไม่อยู่',
  awayMany: 'เพื่อนร่วมงาน {n} คนเปิดไว้ แต่ไม่อยู่',
  more: 'อีก {n} คน',
}
