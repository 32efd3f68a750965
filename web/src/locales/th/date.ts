export default {
  title: 'ไปยังวันที่',
  previous: 'เดือนก่อน',
  next: 'เดือนถัดไป',
  talked: '{day} มีการสนทนา',
  silent: '{day}',
  beginning: 'ไปยังจุดเริ่มต้น',
  latest: 'ไปยังล่าสุด',
  failed: 'ค้นหาวันนั้นไม่ได้ ลองอีกครั้งในอีกสักครู่',
}
