// PURE. What was measured over time as an SVG: panels one below the other over one axis of minutes, with marks where something
// happened. Readable in light and dark: colours follow the reader's scheme, and every line is named beside its panel.
import { shown } from './table.ts'

/** `points`: seconds and value; null = not known then, and the line is broken there. */
export type Line = { name: string; points: [number, number | null][] }
export type Panel = { title: string; unit: string; lines: Line[] }
export type Drawing = { title: string; seconds: number; panels: Panel[]; marks: { at: number; name: string }[] }

const [WIDTH, LEFT, RIGHT, TOP] = [1_080, 70, 190, 150]
const [HEIGHT, GAP, FOOT] = [150, 46, 40]
const PLOT = WIDTH - LEFT - RIGHT
const LEGEND_STEP = 17
const TITLE_BASE = 24

const LIGHT = ['#2459b3', '#b3541e', '#2e7d32', '#8a3ba8', '#a08000', '#00808a', '#c2185b', '#5f6368']
const DARK = ['#8ab4f8', '#f6a56b', '#81c995', '#d7a6f0', '#e6cf5c', '#78d9e0', '#ff8fb8', '#bdc1c6']

export function drawingOf({ title, seconds, panels, marks }: Drawing): string {
  const height = TOP + panels.length * (HEIGHT + GAP) + FOOT
  const x = (second: number) => LEFT + (second / Math.max(1, seconds)) * PLOT
  const bottom = height - FOOT - GAP
  const parts = [
    `<text class="title" x="${LEFT}" y="${TITLE_BASE}">${escaped(title)}</text>`,
    ...marks.map(({ at, name }) => markOf(x(at), bottom, name)),
    ...panels.map((panel, i) => panelOf(panel, TOP + i * (HEIGHT + GAP), x)),
    ...minutesOf(seconds).map((minute) => tickOf(x(minute * 60), bottom, String(minute))),
    `<text class="small" x="${LEFT + PLOT / 2}" y="${height - FOOT + 6}" text-anchor="middle">minutes</text>`,
  ]
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}">`
  return `${head}\n<style>${STYLE}</style>\n<rect class="ground" width="100%" height="100%"/>\n${parts.join('\n')}\n</svg>\n`
}

function panelOf({ title, unit, lines }: Panel, top: number, x: (second: number) => number): string {
  const values = lines.flatMap(({ points }) => points.flatMap(([, value]) => (value === null ? [] : [value])))
  const step = stepOf(values.reduce((a, b) => Math.max(a, b), 0))
  const most = Math.max(1, Math.ceil(values.reduce((a, b) => Math.max(a, b), 0) / step)) * step
  const y = (value: number) => top + HEIGHT - (value / most) * HEIGHT
  const grid = Array.from({ length: Math.round(most / step) + 1 }, (_, i) => i * step)
  return [
    `<text class="name" x="${LEFT}" y="${top - 9}">${escaped(title)} (${escaped(unit)})</text>`,
    ...grid.map(
      (value) =>
        `<line class="grid" x1="${LEFT}" x2="${LEFT + PLOT}" y1="${y(value)}" y2="${y(value)}"/>` +
        `<text class="small" x="${LEFT - 8}" y="${y(value) + 4}" text-anchor="end">${shown(value)}</text>`,
    ),
    ...lines.map(({ points }, i) => `<path class="line c${i % LIGHT.length}" d="${pathOf(points, x, y)}"/>`),
    ...lines.map(({ name, points }, i) => legendOf(name, points, i, top)),
  ].join('\n')
}

function pathOf(points: Line['points'], x: (s: number) => number, y: (v: number) => number): string {
  let pen = 'M'
  let path = ''
  for (const [second, value] of points) {
    if (value !== null) path += `${pen}${x(second).toFixed(1)} ${y(value).toFixed(1)}`
    pen = value === null ? 'M' : 'L'
  }
  return path
}

function legendOf(name: string, points: Line['points'], i: number, top: number): string {
  const most = points.reduce((a, [, value]) => Math.max(a, value ?? 0), 0)
  const [x, y] = [LEFT + PLOT + 14, top + 10 + i * LEGEND_STEP]
  const text = `<text class="small" x="${x + 22}" y="${y}">${escaped(name)}, ≤ ${shown(most)}</text>`
  return `<line class="line c${i % LIGHT.length}" x1="${x}" x2="${x + 16}" y1="${y - 4}" y2="${y - 4}"/>${text}`
}

/** A line through all panels, named on top. */
const markOf = (x: number, bottom: number, name: string) =>
  `<line class="mark" x1="${x}" x2="${x}" y1="${TOP - 22}" y2="${bottom}"/>` +
  `<text class="small" transform="translate(${x + 3} ${TOP - 26}) rotate(-60)">${escaped(name)}</text>`

const tickOf = (x: number, bottom: number, text: string) =>
  `<text class="small" x="${x}" y="${bottom + 18}" text-anchor="middle">${text}</text>`

/** At most some ten of them. */
function minutesOf(seconds: number): number[] {
  const step = Math.max(1, stepOf((seconds / 60) * 0.45))
  return Array.from({ length: Math.floor(seconds / 60 / step) + 1 }, (_, i) => i * step)
}

/** 1, 2 or 5 times a power of ten, so that `most` is two to five of them. */
function stepOf(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(most, 1e-9) / 2))
  return [5, 2, 1].map((n) => n * power).find((step) => most / step >= 2) ?? power
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]!)

const colours = (all: string[]) => all.map((colour, i) => `.c${i}{stroke:${colour}}`).join('')
const STYLE = `
text{font:12px system-ui,sans-serif;fill:#1f2328}.title{font-size:17px;font-weight:600}.name{font-size:13px;font-weight:600}
.small{font-size:11px;fill:#57606a}.ground{fill:#fff}.grid{stroke:#d8dee4}.mark{stroke:#c0392b;stroke-dasharray:2 3;opacity:.7}
.line{fill:none;stroke-width:1.6;stroke-linejoin:round}${colours(LIGHT)}
@media (prefers-color-scheme:dark){text{fill:#e6edf3}.small{fill:#9da7b1}.ground{fill:#0d1117}.grid{stroke:#30363d}
.mark{stroke:#ff7b72}${colours(DARK)}}
`
