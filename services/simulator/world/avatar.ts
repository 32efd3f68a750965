import { createRandom } from '../random.ts'

// Pictures drawn by us, one per id and always the same, as people choose them: a flower, a cat, a cup. No photographs,
// no faces, no marks of anybody.
const WALLS = ['#dfe8f2', '#f6ddd5', '#e3ecd8', '#efe1f1', '#f5eccd', '#d8eceb', '#f3e3cf']
const INKS = ['#4f6fa5', '#c1666b', '#5f8a6b', '#8a6fa8', '#b98a3c', '#3f8485']

const svg = (wall: string, inner: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="192" height="192"><rect width="96" height="96" fill="${wall}"/>${inner}</svg>`

const petals = (ink: string) =>
  [0, 72, 144, 216, 288]
    .map((turn) => `<ellipse cx="48" cy="29" rx="11" ry="15" fill="${ink}" transform="rotate(${turn} 48 48)"/>`)
    .join('')

const motifs: ((ink: string) => string)[] = [
  (ink) => `${petals(ink)}<circle cx="48" cy="48" r="9" fill="#f4d06f"/>`,
  (ink) =>
    `<path d="M28 54V26l12 10h16l12-10v28z" fill="${ink}"/><ellipse cx="48" cy="55" rx="24" ry="19" fill="${ink}"/><circle cx="40" cy="53" r="3" fill="#fff"/><circle cx="56" cy="53" r="3" fill="#fff"/><path d="m45 61 3 3 3-3" fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round"/>`,
  (ink) =>
    `<path d="M26 42h36v18c0 9-7 14-18 14s-18-5-18-14z" fill="${ink}"/><path d="M62 47h5c6 0 6 14-5 14" fill="none" stroke="${ink}" stroke-width="5"/><path d="M36 34c0-5 5-5 5-10M47 34c0-5 5-5 5-10" fill="none" stroke="${ink}" stroke-width="3" stroke-linecap="round" opacity=".55"/>`,
  (ink) =>
    `<path d="M8 76 38 34l14 18 10-12 26 36z" fill="${ink}"/><path d="m38 34 8 11-8 6-8-6z" fill="#fff"/><circle cx="70" cy="26" r="8" fill="#f4d06f"/>`,
  (ink) =>
    `<path d="M48 74V44" stroke="${ink}" stroke-width="4"/><path d="M48 50c-4-16-16-20-24-19 0 11 9 20 24 19zM48 44c2-14 13-20 23-19 1 11-8 20-23 19z" fill="${ink}"/><path d="M34 66h28l-4 16H38z" fill="#b9714f"/>`,
  (ink) =>
    `<path d="M48 22c10 0 28 32 26 42-2 8-50 8-52 0-2-10 16-42 26-42z" fill="#fffdf8"/><rect x="38" y="50" width="20" height="20" rx="2" fill="${ink}"/>`,
  (ink) =>
    `<circle cx="48" cy="40" r="17" fill="#f4d06f"/><path d="M0 60c12-8 20 6 32 0s20 6 32 0 20 6 32 0v36H0z" fill="${ink}"/><path d="M0 74c12-8 20 6 32 0s20 6 32 0 20 6 32 0v22H0z" fill="#fff" opacity=".35"/>`,
  (ink) =>
    `<circle cx="29" cy="60" r="14" fill="none" stroke="${ink}" stroke-width="4"/><circle cx="67" cy="60" r="14" fill="none" stroke="${ink}" stroke-width="4"/><path d="m29 60 12-24h16l10 24M41 36l12 24h-24M36 34h9" fill="none" stroke="${ink}" stroke-width="4" stroke-linejoin="round" stroke-linecap="round"/>`,
  (ink) =>
    `<rect x="24" y="28" width="40" height="14" rx="3" fill="${ink}"/><rect x="29" y="44" width="42" height="14" rx="3" fill="#fffdf8"/><rect x="26" y="60" width="40" height="14" rx="3" fill="${ink}" opacity=".7"/>`,
  (ink) =>
    `<path d="M58 22a28 28 0 1 0 16 44 24 24 0 0 1-16-44z" fill="${ink}"/><circle cx="66" cy="34" r="3" fill="${ink}"/><circle cx="76" cy="46" r="2" fill="${ink}"/>`,
]

function keepsake(id: string): string {
  const dice = createRandom(`keepsake ${id}`)
  const motif = motifs[Number.parseInt(id.slice(-2), 16) % motifs.length] ?? motifs[0]!
  return svg(dice.pick(WALLS), motif(dice.pick(INKS)))
}

function sign(id: string): string {
  const dice = createRandom(`sign ${id}`)
  const [wall, roof, door] = [dice.pick(INKS), dice.pick(WALLS), dice.pick(WALLS)]
  return svg(
    wall,
    `<path d="M22 50 48 26l26 24v24H22z" fill="${roof}"/><rect x="41" y="54" width="14" height="20" rx="2" fill="${wall}"/><circle cx="52" cy="64" r="1.6" fill="${door}"/>`,
  )
}

function rings(id: string): string {
  const dice = createRandom(`rings ${id}`)
  const ring = (x: number, y: number) => `<circle cx="${x}" cy="${y}" r="13" fill="${dice.pick(WALLS)}"/>`
  return svg(dice.pick(INKS), ring(36, 42) + ring(60, 42) + ring(48, 60))
}

/** The picture behind `/_media/{kind}/{id}.svg`, or null. */
export function drawAvatar(kind: string, id: string): string | null {
  if (kind === 'person') return keepsake(id)
  if (kind === 'channel') return sign(id)
  return kind === 'group' ? rings(id) : null
}
