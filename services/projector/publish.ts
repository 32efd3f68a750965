// After the commit one change per partition, also when no row changed: whoever follows must learn how far the rows are.
import type { Change } from '@madoguchi/contracts/row/row'
import type { Bus } from '../bus/bus.ts'
import type { Applied } from './commit/apply.ts'

/** Bytes. Above this a change is published without its rows, which receivers treat as a gap. */
const NOTICE_MAX = 256 * 1024

/** It may be lost; receivers repair from the tables. */
export function publish(bus: Bus, v: number, { part, from, next, rows }: Applied): void {
  const whole: Change = { v, part, from, next, rows }
  const fits = rows.length === 0 || Buffer.byteLength(JSON.stringify(rows)) <= NOTICE_MAX
  bus.publish('rows', fits ? whole : { ...whole, rows: null })
}
