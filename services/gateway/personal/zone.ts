// PURE: quiet hours are kept for a zone that there is, or they would never be quiet (SH-14).
import { isZone } from '@madoguchi/contracts/zone'
import type { Refusal } from '@madoguchi/contracts/socket/ack'
import type { PreferencesSet } from '@madoguchi/contracts/socket/up'
import { refuse } from '../command/decide/decision.ts'

export const unzoned = ({ notify }: PreferencesSet): Refusal | null =>
  notify === undefined || isZone(notify.quiet.zone)
    ? null
    : refuse('invalid', { field: 'notify.quiet.zone', why: 'not_allowed' })
