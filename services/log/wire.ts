// An envelope as it stands on the log, on both adapters: CloudEvents in binary mode, that is text headers, and a value that
// is the JSON text of `data` and nothing else. JSON text carries U+0000 and lone surrogates unharmed.
import { channelOf } from '@madoguchi/contracts/ids'
import type { Envelope } from '@madoguchi/contracts/event/envelope'

export type Written = { headers: Record<string, string>; value: string; bytes: number }

/** Room for the record's key, lengths and the headers' framing. */
const FRAME_BYTES = 200

export function encode(event: Envelope): Written {
  const headers: Record<string, string> = {
    ce_specversion: '1.0',
    ce_id: event.id,
    ce_type: event.type,
    ce_source: `/channels/${channelOf(event.key)}`,
    ce_time: new Date(event.at).toISOString(),
    ce_partitionkey: event.key,
    ce_v: String(event.v),
    ce_by: event.by,
    ...(event.cause === undefined ? {} : { ce_cause: event.cause }),
    'content-type': 'application/json',
  }
  // undefined has no JSON; a record without a value would be a tombstone.
  const value = JSON.stringify(event.data) ?? 'null'
  const head = Object.entries(headers).reduce((sum, [name, text]) => sum + name.length + Buffer.byteLength(text), 0)
  return { headers, value, bytes: FRAME_BYTES + head + Buffer.byteLength(value) }
}

type HeaderValue = string | Buffer | (string | Buffer)[] | undefined
export type Headers = Record<string, HeaderValue>

/**
 * Never throws: a reader must not stand still for one record. A value that is no JSON arrives as its raw text, for the
 * projector to make a dead letter of; what the headers lack is filled from the record itself.
 */
export function decode(record: { key: string; loggedAt: number; headers: Headers; value: string }): Envelope {
  const header = (name: string) => textOf(record.headers[name])
  const at = Date.parse(header('ce_time') ?? '')
  const v = Number(header('ce_v'))
  const cause = header('ce_cause')
  return {
    id: header('ce_id') ?? record.key,
    type: header('ce_type') ?? 'unreadable',
    v: Number.isInteger(v) && v > 0 ? v : 1,
    key: header('ce_partitionkey') ?? '-:unreadable',
    at: Number.isNaN(at) ? record.loggedAt : at,
    by: header('ce_by') ?? 'system',
    ...(cause === undefined ? {} : { cause }),
    data: parsed(record.value),
  }
}

/** Of a repeated header the first counts. */
function textOf(value: HeaderValue): string | undefined {
  const first = Array.isArray(value) ? value[0] : value
  return first === undefined || first === null ? undefined : first.toString()
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
