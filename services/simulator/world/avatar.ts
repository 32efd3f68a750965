import { createRandom } from '../random.ts'

// Portraits and signs drawn by us, one per id and always the same: no photographs, no marks of anybody.
const SKIN = ['#f3cfb3', '#e8b48c', '#d39a6a', '#b97a4f', '#8d5a3a']
const HAIR = ['#2b2320', '#4a3527', '#6b4a2f', '#8a8177', '#3a3f58']
const CLOTH = ['#5b7db1', '#c1666b', '#d4a24c', '#6a8d73', '#8a6fa8', '#4f8a8b']
const WALL = ['#dfe8f2', '#f4e4dc', '#e6eddc', '#efe3f0', '#f3ecd2', '#dcecea']

const svg = (inner: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="192" height="192">${inner}</svg>`

function portrait(id: string): string {
  const dice = createRandom(`portrait ${id}`)
  const [skin, hair, cloth, wall] = [dice.pick(SKIN), dice.pick(HAIR), dice.pick(CLOTH), dice.pick(WALL)]
  const long = dice.chance(0.5)
  const back = long ? `<path d="M26 46c0-18 9-28 22-28s22 10 22 28v24H26z" fill="${hair}"/>` : ''
  const fringe = dice.chance(0.5)
    ? 'M28 44c0-16 8-24 20-24s20 8 20 24c-6-3-8-9-9-12-6 6-18 9-31 12z'
    : 'M28 42c-1-14 8-23 20-23s21 9 20 23c-3-8-6-11-10-12-8 3-22 2-30 12z'
  return svg(
    `<rect width="96" height="96" fill="${wall}"/>${back}` +
      `<path d="M18 96c2-18 14-24 30-24s28 6 30 24z" fill="${cloth}"/><rect x="41" y="60" width="14" height="16" rx="7" fill="${skin}"/>` +
      `<ellipse cx="48" cy="46" rx="18" ry="21" fill="${skin}"/><path d="${fringe}" fill="${hair}"/>` +
      `<circle cx="41" cy="47" r="2" fill="#2b2320"/><circle cx="55" cy="47" r="2" fill="#2b2320"/>` +
      `<path d="M42 56q6 5 12 0" fill="none" stroke="#8a4b3c" stroke-width="2" stroke-linecap="round"/>`,
  )
}

function sign(id: string, rounded: boolean): string {
  const dice = createRandom(`sign ${id}`)
  const [wall, a, b] = [dice.pick(CLOTH), dice.pick(WALL), dice.pick(SKIN)]
  const roof = `<path d="M22 50 48 26l26 24v24H22z" fill="${a}"/><rect x="41" y="54" width="14" height="20" rx="2" fill="${b}"/>`
  const rings = `<circle cx="36" cy="42" r="13" fill="${a}"/><circle cx="60" cy="42" r="13" fill="${b}"/><circle cx="48" cy="60" r="13" fill="${dice.pick(WALL)}"/>`
  return svg(`<rect width="96" height="96" fill="${wall}"/>${rounded ? rings : roof}`)
}

/** The picture behind `/_media/{kind}/{id}.svg`, or null. */
export function drawAvatar(kind: string, id: string): string | null {
  if (kind === 'person') return portrait(id)
  if (kind === 'channel') return sign(id, false)
  return kind === 'group' ? sign(id, true) : null
}
