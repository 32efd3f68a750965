// What people of a crowd say. Every line is ours. The odd ones are there because somebody will write them.
export type Language = 'ja' | 'en' | 'th' | 'zh-TW' | 'ar'
export const LANGUAGES: readonly Language[] = ['ja', 'ja', 'ja', 'en', 'th', 'zh-TW', 'ar']

type Talk = { open: string[]; more: string[]; thanks: string[]; complain: string[] }

export const talk: Record<Language, Talk> = {
  ja: {
    open: [
      'こんにちは、在庫はありますか？',
      'この棚の幅を教えてください',
      '配送日を変えたいのですが',
      'ソファの色見本は見られますか',
    ],
    more: ['写真も送りますね', '急ぎではありません', '土曜日の午前が助かります', '二脚お願いしたいです'],
    thanks: ['ありがとうございます！', '助かりました🙇', '了解です、待っています'],
    complain: ['まだでしょうか…', '昨日から返事を待っています', 'どなたかいますか？'],
  },
  en: {
    open: [
      'Hi, is the oak table still available?',
      'Can I change my delivery date?',
      'Do you ship to Chiba?',
      'What are the measurements?',
    ],
    more: ['I can send a photo', 'No rush', 'Saturday morning would be best', 'Two of them please'],
    thanks: ['Thank you!', 'Great, that helps 👍', 'Perfect, see you then'],
    complain: ['Is anybody there?', 'Still waiting for an answer…', 'Hello??'],
  },
  th: {
    open: ['สวัสดีค่ะ ยังมีสินค้าไหมคะ', 'ขอเปลี่ยนวันส่งได้ไหมครับ', 'โต๊ะตัวนี้กว้างเท่าไหร่คะ'],
    more: ['ส่งรูปให้ดูนะคะ', 'ไม่รีบครับ', 'สะดวกวันเสาร์เช้าค่ะ'],
    thanks: ['ขอบคุณค่ะ', 'ขอบคุณมากครับ 🙏', 'โอเคค่ะ รอนะคะ'],
    complain: ['มีใครอยู่ไหมคะ', 'รอคำตอบอยู่นะครับ'],
  },
  'zh-TW': {
    open: ['請問還有庫存嗎？', '可以改送貨日期嗎？', '這張桌子多寬？'],
    more: ['我傳照片給你', '不急，謝謝', '星期六早上比較方便'],
    thanks: ['謝謝！', '太好了，感謝', '好的，我等你'],
    complain: ['有人在嗎？', '還在等回覆…'],
  },
  ar: {
    open: ['مرحبا، هل الطاولة متوفرة؟', 'هل يمكن تغيير موعد التوصيل؟'],
    more: ['سأرسل صورة', 'لا داعي للعجلة'],
    thanks: ['شكرا جزيلا', 'ممتاز، شكرا'],
    complain: ['هل من أحد هنا؟', 'ما زلت أنتظر'],
  },
}

const wall = (text: string, length: number) => text.repeat(Math.ceil(length / text.length)).slice(0, length)

export const odd: readonly string[] = [
  '👨‍👩‍👧‍👦👩🏽‍🚀🏳️‍🌈🇯🇵',
  '   \n\t\n  ',
  '<b>bold?</b> <script>alert(1)</script> &amp; {{name}} ${x}',
  'https://example.com/path?q=1&r=%E3%81%82#top と www.example.com/a_b_(c)',
  '*star* _under_ `code` [link](https://example.com) # title',
  'e\u0301 n\u0303 \u202Ertl override\u202C \u200Bzero\u200Bwidth',
  wall('あいうえお、かきくけこ。', 5000),
  wall('one very long line without any break at all ', 4900),
  '-1; DROP TABLE message; --',
  'ｶﾞｷﾞｸﾞ ㍿ ﷽ 𠮷野家 𩸽',
]
