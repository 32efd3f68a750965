import type { Clock } from '../../clock.ts'
import type { Ids } from '../../ids.ts'

// Channel access tokens: stateless (15 min, unlimited, not revocable), short-lived (30 days, the 31st revokes the
// oldest), long-lived (no end, one per channel).
export type TokenKind = 'stateless' | 'short' | 'long'
export type Token = { token: string; channelId: string; kind: TokenKind; expiresAt: number }

export const STATELESS_SECONDS = 900
export const SHORT_SECONDS = 30 * 86_400
const SHORT_PER_CHANNEL = 30

export type Tokens = {
  issue(kind: TokenKind, channelId: string): Token
  /** A token that works now, or null. */
  find(token: string): Token | null
  revoke(token: string): void
  /** Kills every token of a channel, stateless ones too, as no LINE call can: for trying out what a dead token does. */
  revokeAll(channelId: string): void
}

export function createTokens({ clock, ids }: { clock: Clock; ids: Ids }): Tokens {
  const tokens = new Map<string, Token>()
  const of = (channelId: string, kind: TokenKind) =>
    [...tokens.values()].filter((one) => one.channelId === channelId && one.kind === kind)
  const life: Record<TokenKind, number> = {
    stateless: STATELESS_SECONDS * 1000,
    short: SHORT_SECONDS * 1000,
    long: Infinity,
  }
  return {
    issue(kind, channelId) {
      if (kind === 'long') for (const old of of(channelId, 'long')) tokens.delete(old.token)
      const shorts = kind === 'short' ? of(channelId, 'short') : []
      if (shorts.length >= SHORT_PER_CHANNEL) tokens.delete(shorts[0]!.token)
      const token = { token: ids.accessToken(), channelId, kind, expiresAt: clock.now() + life[kind] }
      tokens.set(token.token, token)
      return token
    },
    find(text) {
      const token = tokens.get(text)
      if (token === undefined) return null
      if (clock.now() < token.expiresAt) return token
      tokens.delete(text)
      return null
    },
    revoke(text) {
      if (tokens.get(text)?.kind !== 'stateless') tokens.delete(text)
    },
    revokeAll(channelId) {
      for (const token of tokens.values()) if (token.channelId === channelId) tokens.delete(token.token)
    },
  }
}
