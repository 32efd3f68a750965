// Figures as a table in Markdown, as a terminal and a README show them.
import { holds, ratioOf, type Figure, type Result } from './figure.ts'

const HEAD = ['measured', 'ours', 'bare floor', 'ratio', 'wanted', 'holds']

export function tableOf({ bench, engines, figures }: Result): string {
  const rows = [HEAD, HEAD.map(() => '---'), ...figures.map(rowOf)]
  return `**${bench}** (${engines})\n\n${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`
}

function rowOf(figure: Figure): string[] {
  const { what, unit, ours, floor } = figure
  const ratio = ratioOf(figure)
  const held = holds(figure)
  return [
    what,
    `${shown(ours)} ${unit}`,
    floor === null ? '–' : `${shown(floor)} ${unit}`,
    ratio === null ? '–' : ratio.toFixed(2),
    wantedOf(figure),
    held === null ? '' : held ? 'yes' : '**no**',
  ]
}

function wantedOf({ wanted, unit }: Figure): string {
  if (wanted === undefined) return ''
  const of = wanted.of === 'ratio' ? ' × floor' : ` ${unit}`
  return [
    wanted.atLeast === undefined ? '' : `≥ ${shown(wanted.atLeast)}${of}`,
    wanted.atMost === undefined ? '' : `≤ ${shown(wanted.atMost)}${of}`,
  ]
    .filter((text) => text !== '')
    .join(', ')
}

/** Three significant digits, thousands apart. */
export const shown = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))
