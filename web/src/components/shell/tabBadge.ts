// How many wait, on the icon of the tab and of the installed app (SH-14); the title says it in head.ts.
import { watch } from 'vue'
import { countWord } from '../../composables/preview/countWord.ts'
import { useBadge } from '../../stores/badge.ts'

const SIDE = 32
/** White on red, the same in both themes: browsers draw tabs in colours of their own. */
const [GROUND, INK] = ['#c62f2b', '#fff']

export function useTabBadge(): void {
  const badge = useBadge()
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  const plain = link?.getAttribute('href') ?? ''
  watch(
    () => badge.tab,
    (n, before) => {
      // Refused where the app is not installed: then there is no such icon.
      if ('setAppBadge' in navigator) void navigator.setAppBadge(n).catch(() => {})
      if (link === null || countWord(n) === countWord(before ?? 0)) return
      if (n === 0) link.href = plain
      else
        void draw(plain, countWord(n)).then(
          (icon) => badge.tab === n && (link.href = icon),
          () => {},
        )
    },
    { immediate: true },
  )
}

/** The mark with the number in its lower corner, as an address. Rejects when the mark cannot be loaded. */
async function draw(mark: string, word: string): Promise<string> {
  const image = new Image(SIDE, SIDE)
  image.src = mark
  await image.decode()
  const canvas = Object.assign(document.createElement('canvas'), { width: SIDE, height: SIDE })
  const on = canvas.getContext('2d')!
  on.drawImage(image, 0, 0, SIDE, SIDE)
  on.font = `600 ${word.length > 2 ? 13 : 17}px system-ui, sans-serif`
  const width = Math.max(20, on.measureText(word).width + 8)
  on.fillStyle = GROUND
  on.beginPath()
  on.roundRect(SIDE - width, SIDE - 20, width, 20, 10)
  on.fill()
  on.fillStyle = INK
  on.textAlign = 'center'
  on.textBaseline = 'middle'
  on.fillText(word, SIDE - width / 2, SIDE - 9)
  return canvas.toDataURL()
}
