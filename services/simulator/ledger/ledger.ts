import { createWriteStream } from 'node:fs'
import type { Feed } from '../feed.ts'
import type { CallRecord, DeliveryRecord, LedgerRecord, MessageRecord } from './record.ts'

type Fresh<T> = Omit<T, 'n' | 'kind'>

/** The platform's memory of what it sent, received and accepted; also JSON lines when a file is named. */
export type Ledger = {
  readonly deliveries: DeliveryRecord[]
  readonly calls: CallRecord[]
  readonly messages: MessageRecord[]
  /** Returns the record's place. */
  delivery(record: Fresh<DeliveryRecord>): number
  /** Returns the record's place. */
  call(record: Fresh<CallRecord>): number
  /** The caller had gone before the answer was whole; in the file the later line of one place counts. */
  withhold(n: number): void
  message(record: Fresh<MessageRecord>): void
  close(): Promise<void>
}

export function openLedger({ feed, file }: { feed: Feed; file?: string | undefined }): Ledger {
  const out = file === undefined ? undefined : createWriteStream(file, { flags: 'a' })
  let n = 0
  const write = (record: LedgerRecord) => {
    out?.write(JSON.stringify(record) + '\n')
    feed.emit(record.kind, record)
  }
  const keep = <T extends LedgerRecord>(list: T[], record: T) => {
    list.push(record)
    write(record)
    return record.n
  }
  const ledger: Ledger = {
    deliveries: [],
    calls: [],
    messages: [],
    delivery: (record) => keep(ledger.deliveries, { kind: 'delivery', n: n++, ...record }),
    call: (record) => keep(ledger.calls, { kind: 'call', n: n++, ...record }),
    withhold(of) {
      const call = ledger.calls.findLast((one) => one.n === of)
      if (call === undefined || call.withheld === true) return
      call.withheld = true
      write(call)
    },
    message: (record) => void keep(ledger.messages, { kind: 'message', n: n++, ...record }),
    close: () => new Promise((done) => (out === undefined ? done() : out.end(done))),
  }
  return ledger
}
