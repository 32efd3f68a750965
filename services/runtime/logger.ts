// JSON lines with ids and positions: never message text, names or tokens.
import { pino, type Logger as Pino } from 'pino'

export type Logger = Pino

export const createLogger = (level: string): Logger =>
  pino({ level, base: null, redact: ['*.authorization', '*.cookie', '*.password', '*.secret', '*.token'] })

export const silentLogger = (): Logger => pino({ level: 'silent' })
