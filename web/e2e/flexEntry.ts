// A page that only draws cards: what the console's first load has (styles, words), and the renderer fetched when it is needed.
import { createApp, defineAsyncComponent, h, nextTick, shallowRef } from 'vue'
import { firstLanguage, i18n, speak } from '../src/locales/i18n.ts'
import '../src/styles/tokens.css'
import '../src/styles/ground.css'
import '../src/styles/control.css'
import '../src/styles/person.css'
import '../src/styles/state.css'
import './flexEntry.css'

type Card = { name: string; contents: unknown; altText: string }
const FlexMessage = defineAsyncComponent(() => import('../src/components/flex/FlexMessage.vue'))
const shown = shallowRef<{ cards: Card[]; load: boolean }>({ cards: [], load: false })
let round = 0

const line = ({ name, contents, altText }: Card, i: number) =>
  h('section', { key: `${round}-${i}`, class: 'scene-line', 'data-name': name }, [
    h('h2', name),
    h('div', { class: 'scene-bubble' }, [h(FlexMessage, { contents, altText, load: shown.value.load })]),
  ])

/** `json`: cards as text, so that keys such as `__proto__` arrive as they were written. Resolves when they are drawn. */
async function show(json: string, load = false): Promise<void> {
  round += 1
  shown.value = { cards: JSON.parse(json) as Card[], load }
  await nextTick()
  const drawn = () => document.querySelectorAll('.flex-message').length === shown.value.cards.length
  while (!drawn()) await new Promise((done) => requestAnimationFrame(done))
  await document.fonts.ready
}

const app = createApp(() => h('main', shown.value.cards.map(line))).use(i18n)
await speak(firstLanguage())
app.mount('#app')
Object.assign(window, { show })
