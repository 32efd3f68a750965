// One message of every kind, as an agent fills it in and as LINE is to get it; both written by hand.
const HTTPS = 'https://pictures.example/a.jpg'
const SITE = 'https://minato.example/'

/** `press`: adds an entry to the list there. `fields`, `choose`: what stands in them, by path. */
export type Filled = {
  kind: string
  press?: string[]
  choose?: Record<string, string>
  fields: Record<string, string>
  made: Record<string, unknown>
}

const says = (label: string) => ({ type: 'message', label, text: label })
const tap = (path: string, label: string) => ({ [`${path}.label`]: label, [`${path}.text`]: label })
const bubble = {
  type: 'bubble',
  body: { type: 'box', layout: 'vertical', contents: [{ type: 'text', text: 'Flex からの一言', weight: 'bold' }] },
}
const place = (path: string, [x, y, width, height]: [number, number, number, number]) => ({
  [`${path}.x`]: String(x),
  [`${path}.y`]: String(y),
  [`${path}.width`]: String(width),
  [`${path}.height`]: String(height),
})
const area = (x: number, y: number, width: number, height: number) => ({ x, y, width, height })

export const EVERY: Filled[] = [
  {
    kind: 'text',
    press: ['emojis', 'quickReply.items'],
    choose: { 'quickReply.items[0].action.type': 'location' },
    fields: {
      text: '$ こんにちは\nソファの件です',
      'emojis[0].index': '0',
      'emojis[0].productId': '5ac1bfd5040ab15980c9b435',
      'emojis[0].emojiId': '001',
      'quickReply.items[0].action.label': '現在地',
      'sender.name': '葵',
    },
    made: {
      type: 'text',
      text: '$ こんにちは\nソファの件です',
      emojis: [{ index: 0, productId: '5ac1bfd5040ab15980c9b435', emojiId: '001' }],
      quickReply: { items: [{ type: 'action', action: { type: 'location', label: '現在地' } }] },
      sender: { name: '葵' },
    },
  },
  {
    kind: 'sticker',
    fields: { packageId: '446', stickerId: '1988' },
    made: { type: 'sticker', packageId: '446', stickerId: '1988' },
  },
  {
    kind: 'image',
    fields: { originalContentUrl: HTTPS, previewImageUrl: HTTPS },
    made: { type: 'image', originalContentUrl: HTTPS, previewImageUrl: HTTPS },
  },
  {
    kind: 'video',
    fields: { originalContentUrl: 'https://films.example/a.mp4', previewImageUrl: HTTPS, trackingId: 'film-1' },
    made: {
      type: 'video',
      originalContentUrl: 'https://films.example/a.mp4',
      previewImageUrl: HTTPS,
      trackingId: 'film-1',
    },
  },
  {
    kind: 'audio',
    fields: { originalContentUrl: 'https://sounds.example/a.m4a', duration: '61000' },
    made: { type: 'audio', originalContentUrl: 'https://sounds.example/a.m4a', duration: 61_000 },
  },
  {
    kind: 'location',
    fields: { title: 'ショールーム', address: '東京都港区1-2-3', latitude: '35.66', longitude: '139.73' },
    made: { type: 'location', title: 'ショールーム', address: '東京都港区1-2-3', latitude: 35.66, longitude: 139.73 },
  },
  {
    kind: 'imagemap',
    press: ['actions'],
    fields: {
      baseUrl: 'https://pictures.example/map',
      altText: '地図',
      'baseSize.height': '700',
      'actions[0].linkUri': SITE,
      'actions[0].label': '店舗',
      ...place('actions[0].area', [0, 0, 520, 700]),
      'video.originalContentUrl': 'https://films.example/a.mp4',
      'video.previewImageUrl': HTTPS,
      ...place('video.area', [520, 0, 520, 350]),
      'video.externalLink.linkUri': SITE,
      'video.externalLink.label': '詳しく',
    },
    made: {
      type: 'imagemap',
      baseUrl: 'https://pictures.example/map',
      altText: '地図',
      baseSize: { width: 1040, height: 700 },
      actions: [{ type: 'uri', linkUri: SITE, label: '店舗', area: area(0, 0, 520, 700) }],
      video: {
        originalContentUrl: 'https://films.example/a.mp4',
        previewImageUrl: HTTPS,
        area: area(520, 0, 520, 350),
        externalLink: { linkUri: SITE, label: '詳しく' },
      },
    },
  },
  {
    kind: 'buttons',
    choose: {
      'template.actions[0].type': 'postback',
      'template.imageAspectRatio': 'square',
      'template.imageSize': 'contain',
      'template.defaultAction.type': 'uri',
    },
    fields: {
      altText: 'どの色にしますか',
      'template.thumbnailImageUrl': HTTPS,
      'template.title': 'ソファ',
      'template.text': 'どの色にしますか',
      'template.imageBackgroundColor': '#FFFFFF',
      'template.actions[0].label': '白',
      'template.actions[0].data': 'colour=white',
      'template.actions[0].displayText': '白にします',
      'template.defaultAction.label': '見る',
      'template.defaultAction.uri': SITE,
    },
    made: {
      type: 'template',
      altText: 'どの色にしますか',
      template: {
        type: 'buttons',
        thumbnailImageUrl: HTTPS,
        title: 'ソファ',
        text: 'どの色にしますか',
        actions: [{ type: 'postback', label: '白', data: 'colour=white', displayText: '白にします' }],
        imageAspectRatio: 'square',
        imageSize: 'contain',
        imageBackgroundColor: '#FFFFFF',
        defaultAction: { type: 'uri', label: '見る', uri: SITE },
      },
    },
  },
  {
    kind: 'confirm',
    fields: {
      altText: '配送してよいですか',
      'template.text': '配送してよいですか',
      ...tap('template.actions[0]', 'はい'),
      ...tap('template.actions[1]', 'いいえ'),
    },
    made: {
      type: 'template',
      altText: '配送してよいですか',
      template: { type: 'confirm', text: '配送してよいですか', actions: [says('はい'), says('いいえ')] },
    },
  },
  {
    kind: 'carousel',
    press: ['template.columns'],
    choose: { 'template.columns[1].actions[0].type': 'datetimepicker' },
    fields: {
      altText: '商品',
      'template.columns[0].text': '三人掛け',
      ...tap('template.columns[0].actions[0]', '見る'),
      'template.columns[1].text': '二人掛け',
      'template.columns[1].actions[0].label': '予約',
      'template.columns[1].actions[0].data': 'book',
    },
    made: {
      type: 'template',
      altText: '商品',
      template: {
        type: 'carousel',
        columns: [
          { text: '三人掛け', actions: [says('見る')] },
          { text: '二人掛け', actions: [{ type: 'datetimepicker', label: '予約', data: 'book', mode: 'date' }] },
        ],
      },
    },
  },
  {
    kind: 'imageCarousel',
    choose: { 'template.columns[0].action.type': 'clipboard' },
    fields: {
      altText: '写真',
      'template.columns[0].imageUrl': HTTPS,
      'template.columns[0].action.label': 'コード',
      'template.columns[0].action.clipboardText': 'SOFA-10',
    },
    made: {
      type: 'template',
      altText: '写真',
      template: {
        type: 'image_carousel',
        columns: [{ imageUrl: HTTPS, action: { type: 'clipboard', label: 'コード', clipboardText: 'SOFA-10' } }],
      },
    },
  },
  {
    kind: 'flex',
    fields: { altText: 'Flex', contents: JSON.stringify(bubble, null, 2) },
    made: { type: 'flex', altText: 'Flex', contents: bubble },
  },
  {
    kind: 'raw',
    fields: { raw: '{"type":"text","text":"raw な一言"}' },
    made: { type: 'text', text: 'raw な一言' },
  },
]
