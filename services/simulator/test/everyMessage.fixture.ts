/** One of every kind of message that can be sent, with every kind of action; `origin` serves the media of our own. */
export function everyMessage(origin: string): Record<string, unknown>[] {
  const media = `${origin}/_media`
  const sofa = `${media}/picture/sofa.png`
  const table = `${media}/picture/table.png`
  const postback = { type: 'postback', label: 'Reserve', data: 'reserve=1', displayText: 'I reserve it' }
  const say = { type: 'message', label: 'Ask', text: 'How long is it?' }
  const web = { type: 'uri', label: 'Look', uri: 'https://example.com/tables?oak=1' }
  const date = {
    type: 'datetimepicker',
    label: 'When',
    data: 'when',
    mode: 'date',
    min: '2026-01-01',
    max: '2027-12-31',
  }
  const copy = { type: 'clipboard', label: 'Copy code', clipboardText: 'OAK-150' }
  return [
    {
      type: 'text',
      text: 'With $ in it',
      emojis: [{ index: 5, productId: '5ac1bfd5040ab15980c9b435', emojiId: '002' }],
    },
    { type: 'text', text: 'From somebody', sender: { name: 'Aoi', iconUrl: sofa } },
    {
      type: 'textV2',
      text: 'Version two {e} with {{braces}}',
      substitution: { e: { type: 'emoji', productId: '5ac1bfd5040ab15980c9b435', emojiId: '003' } },
    },
    { type: 'sticker', packageId: '446', stickerId: '1988' },
    { type: 'image', originalContentUrl: sofa, previewImageUrl: table },
    { type: 'video', originalContentUrl: `${media}/film/1000.mp4`, previewImageUrl: sofa, trackingId: 'film-7' },
    { type: 'audio', originalContentUrl: `${media}/voice/1500.m4a`, duration: 1500 },
    { type: 'location', title: 'みなと家具', address: '横浜市中区海岸通 1-1', latitude: 35.4498, longitude: 139.6425 },
    { type: 'coupon', couponId: 'c-1' },
    {
      type: 'imagemap',
      baseUrl: `${media}/imagemap/sofa`,
      altText: 'A sofa to tap',
      baseSize: { width: 1040, height: 780 },
      actions: [
        { type: 'message', label: 'Left half', text: 'The left one', area: { x: 0, y: 0, width: 520, height: 780 } },
        {
          type: 'uri',
          label: 'Right half',
          linkUri: 'https://example.com/right',
          area: { x: 520, y: 0, width: 520, height: 780 },
        },
      ],
    },
    {
      type: 'template',
      altText: 'A table',
      template: {
        type: 'buttons',
        thumbnailImageUrl: table,
        title: 'Oak table',
        text: '150 cm, in stock',
        defaultAction: { ...web, label: 'Whole card' },
        actions: [postback, say, web, copy],
      },
    },
    {
      type: 'template',
      altText: 'Sure?',
      template: { type: 'confirm', text: 'Shall we deliver it?', actions: [date, { ...say, label: 'No' }] },
    },
    {
      type: 'template',
      altText: 'Three tables',
      template: {
        type: 'carousel',
        columns: ['Oak', 'Ash', 'Walnut'].map((title) => ({
          title,
          text: 'A table',
          thumbnailImageUrl: table,
          actions: [{ ...postback, label: `Reserve ${title}`, data: title }],
        })),
      },
    },
    {
      type: 'template',
      altText: 'Pictures',
      template: {
        type: 'image_carousel',
        columns: [sofa, table].map((imageUrl, i) => ({ imageUrl, action: { ...say, label: `Picture ${i + 1}` } })),
      },
    },
    { type: 'flex', altText: 'A receipt', contents: bubble(table, [postback, web]) },
    {
      type: 'flex',
      altText: 'Two cards',
      contents: { type: 'carousel', contents: [bubble(sofa, [say]), bubble(table, [copy])] },
    },
    {
      type: 'text',
      text: 'Quick replies',
      quickReply: {
        items: [
          postback,
          say,
          date,
          copy,
          web,
          { type: 'camera', label: 'Camera' },
          { type: 'cameraRoll', label: 'Album' },
          { type: 'location', label: 'Where' },
        ].map((action) => ({ type: 'action', action })),
      },
    },
  ]
}

function bubble(url: string, actions: object[]) {
  const row = (name: string, value: string) => ({
    type: 'box',
    layout: 'baseline',
    spacing: 'sm',
    contents: [
      { type: 'text', text: name, color: '#666666', size: 'sm', flex: 2 },
      { type: 'text', text: value, wrap: true, size: 'sm', flex: 5 },
    ],
  })
  return {
    type: 'bubble',
    size: 'kilo',
    hero: { type: 'image', url, size: 'full', aspectRatio: '20:13', aspectMode: 'cover' },
    body: {
      type: 'box',
      layout: 'vertical',
      spacing: 'md',
      contents: [
        { type: 'text', text: 'Minato Furniture', weight: 'bold', size: 'xl', wrap: true },
        {
          type: 'text',
          text: 'x',
          contents: [
            { type: 'span', text: 'Oak ' },
            { type: 'span', text: 'table', weight: 'bold', color: '#AA3300' },
          ],
        },
        { type: 'separator' },
        row('Place', 'Yokohama, Kaigandori 1-1'),
        row('Open', '10:00 – 19:00'),
      ],
    },
    footer: {
      type: 'box',
      layout: 'vertical',
      spacing: 'sm',
      contents: actions.map((action, i) => ({
        type: 'button',
        style: i === 0 ? 'primary' : 'link',
        height: 'sm',
        action,
      })),
    },
  }
}
