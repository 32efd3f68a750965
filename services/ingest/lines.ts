// PURE: the spool's lines. A line that does not fit its checksum was never promised (torn by a crash) or was damaged.
import { createHash } from 'node:crypto'
import type { Envelope } from '@madoguchi/contracts/event/envelope'

/** An envelope that is kept under its number, or numbers that the log has acknowledged. */
export type Line = { keep: number; event: Envelope } | { drop: number[] }

const CHECK = 16
const checksum = (json: string) => createHash('sha256').update(json).digest('hex').slice(0, CHECK)

export function lineOf(line: Line): string {
  const json = JSON.stringify(line)
  return `${checksum(json)} ${json}\n`
}

/** What is kept and was not dropped, in order; `damaged` counts lines that could not be read, the last one's torn rest aside. */
export function readLines(text: string): { kept: Envelope[]; damaged: number } {
  const kept = new Map<number, Envelope>()
  let damaged = 0
  const lines = text.split('\n')
  lines.pop() // after the last line break: nothing, or a torn line
  for (const line of lines) {
    const read = parse(line)
    if (read === null) damaged += 1
    else if ('keep' in read) kept.set(read.keep, read.event)
    else for (const n of read.drop) kept.delete(n)
  }
  return { kept: [...kept.values()], damaged }
}

function parse(line: string): Line | null {
  const json = line.slice(CHECK + 1)
  if (line.slice(0, CHECK) !== checksum(json)) return null
  return JSON.parse(json) as Line
}
