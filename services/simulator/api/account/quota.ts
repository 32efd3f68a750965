import { ok } from '../answer.ts'
import type { Handler } from '../call.ts'

export const quota: Handler = ({ channel }) => ok(channel.quota)
export const consumption: Handler = ({ channel }) => ok({ totalUsage: channel.used })
