// Addresses: of an allowed scheme, percent-encoded, and one that can be parsed.
import type { Run } from './problem.ts'
import type { UrlRule } from './rule.ts'

const SCHEME = /^([a-z][a-z0-9+.-]*):/i
const ENCODED = /^(?:[!-$&-~]|%[0-9a-f]{2})+$/i

export function checkUrl({ max, schemes }: UrlRule, value: unknown, at: string, run: Run): void {
  if (typeof value !== 'string') return run.say(at, 'malformed')
  if (value === '') return run.say(at, 'empty')
  if (value.length > max) return run.say(at, 'too_long', max)
  const scheme = SCHEME.exec(value)?.[1]?.toLowerCase()
  if (scheme !== undefined && !schemes.includes(scheme) && !isOfTrial(value, scheme))
    return run.say(at, schemes.length === 1 ? 'not_https' : 'not_allowed')
  if (scheme === undefined || !isWhole(value, scheme)) return run.say(at, 'malformed')
  if (!ENCODED.test(value)) return run.say(at, 'not_encoded')
}

/** `https:example.com` parses, yet is none. */
const isWhole = (value: string, scheme: string) =>
  URL.canParse(value) && (!scheme.startsWith('http') || value.startsWith('//', scheme.length + 1))

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** Plain http of this very machine: there in a trial alone, and refused by LINE itself, which says so. */
const isOfTrial = (value: string, scheme: string) =>
  scheme === 'http' && isWhole(value, scheme) && LOOPBACK.test(new URL(value).hostname)
