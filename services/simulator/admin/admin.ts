import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Crowds } from '../people/crowd/crowds.ts'
import type { Platform, PlatformOptions } from '../platform.ts'

/** One admin request: the platform of this moment and how to put another in its place. */
export type AdminCall = {
  platform: Platform
  reopen: (options: Partial<Pick<PlatformOptions, 'seed' | 'world'>>) => Promise<Platform>
  crowds: Crowds
  params: Record<string, string>
  query: URLSearchParams
  body: Record<string, unknown>
  request: IncomingMessage
  response: ServerResponse
}

export type AdminAnswer = { status?: number; json: unknown } | { bytes: Buffer; contentType: string } | 'streaming'
export type AdminRoute = { method: string; path: string; handle(call: AdminCall): AdminAnswer | Promise<AdminAnswer> }

export const wrong = (message: string, status = 400): AdminAnswer => ({ status, json: { message } })
