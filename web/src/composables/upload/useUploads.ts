// What an agent attaches: each file on its own way from a file to a message, in the order the agent gives it. Leaving the component
// ends what is on its way and lets go of every preview; what was finished outlives it as its message (kept, restore).
import type { UploadKind } from '@madoguchi/contracts/http/upload'
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'
import { onScopeDispose, reactive, ref, type Ref } from 'vue'
import { pathsOf, readKept, type KeptUpload } from './kept.ts'
import { messageOf } from './message.ts'
import { nameOf, prepare, type Ready } from './prepare.ts'
import { problemOf, UploadFailed, type UploadProblem } from './problem.ts'
import { sendUpload } from './send.ts'
import { createSlots } from './slots.ts'

/** `preview`: an address of a small picture for the page, null = none (yet). `progress`: 0 … 1. `message`: once it is done. */
export type UploadItem = {
  key: string
  name: string
  kind: UploadKind
  size: number
  state: 'preparing' | 'uploading' | 'done' | 'failed'
  progress: number
  problem: UploadProblem | null
  preview: string | null
  message: SendableMessage | null
}
export type Uploads = {
  list: Ref<UploadItem[]>
  add(files: Iterable<File>, wanted?: UploadKind): void
  /** Also while it is on its way. */
  remove(key: string): void
  retry(key: string): void
  /** By so many places; at either end it stays. */
  move(key: string, by: number): void
  /** Finished ones, fit for JSON. */
  kept(): KeptUpload[]
  /** Puts them behind what is there; one that is no longer kept fails as `gone`. */
  restore(kept: unknown): void
}

/** At once: each holds a picture unfolded or a line. */
const AT_ONCE = 3

type Way = { file: File; wanted: UploadKind | undefined; ready: Ready | null; end: AbortController }

export function useUploads(channel: () => string): Uploads {
  const list = ref<UploadItem[]>([])
  const ways = new Map<string, Way>()
  const inSlot = createSlots(AT_ONCE)
  const find = (key: string) => list.value.find((item) => item.key === key)

  function add(files: Iterable<File>, wanted?: UploadKind) {
    for (const file of files) {
      const item = reactive(fresh(file))
      ways.set(item.key, { file, wanted, ready: null, end: new AbortController() })
      list.value.push(item)
      void go(item)
    }
  }

  async function go(item: UploadItem) {
    const way = ways.get(item.key)
    if (way === undefined) return
    const { signal } = (way.end = new AbortController())
    Object.assign(item, { state: 'preparing', progress: 0, problem: null })
    await inSlot(async () => {
      if (signal.aborted) return
      try {
        await travel(item, way, signal)
      } catch (error) {
        if (!signal.aborted) Object.assign(item, { state: 'failed', problem: problemOf(error) })
      }
    })
  }

  async function travel(item: UploadItem, way: Way, signal: AbortSignal) {
    way.ready ??= await readied(way)
    if (signal.aborted) return
    const { name, kind, size } = way.ready
    Object.assign(item, { name, kind, size, state: 'uploading', preview: item.preview ?? previewOf(way.ready) })
    const onProgress = (progress: number) => void (item.progress = progress)
    const uploaded = await sendUpload(way.ready, { channel: channel(), onProgress, signal })
    if (signal.aborted) return
    Object.assign(item, { state: 'done', progress: 1, message: messageOf(uploaded) })
    way.ready = null // the bytes are no longer needed
  }

  function remove(key: string) {
    ways.get(key)?.end.abort()
    ways.delete(key)
    letGo(find(key)?.preview ?? null)
    list.value = list.value.filter((item) => item.key !== key)
  }

  function retry(key: string) {
    const item = find(key)
    if (item?.state === 'failed') void go(item)
  }

  function move(key: string, by: number) {
    const from = list.value.findIndex((item) => item.key === key)
    if (from < 0) return
    const [item] = list.value.splice(from, 1)
    list.value.splice(Math.max(0, Math.min(list.value.length, from + by)), 0, item!)
  }

  function restore(kept: unknown) {
    for (const one of readKept(kept)) {
      if (find(one.key)) continue
      const { preview } = pathsOf(one.message)
      const item: UploadItem = reactive({ ...one, state: 'done', progress: 1, problem: null, preview })
      list.value.push(item)
      void lookAfter(item)
    }
  }

  onScopeDispose(() => {
    for (const { end } of ways.values()) end.abort()
    for (const { preview } of list.value) letGo(preview)
    ways.clear()
  })

  const kept = () =>
    list.value.flatMap(({ state, message, key, name, kind, size }) =>
      state === 'done' && message !== null ? [{ key, name, kind, size, message }] : [],
    )
  return { list, add, remove, retry, move, kept, restore }
}

const fresh = ({ name, size }: File): UploadItem => ({
  key: crypto.randomUUID(),
  name: nameOf(name),
  kind: 'file',
  size,
  state: 'preparing',
  progress: 0,
  problem: null,
  preview: null,
  message: null,
})

async function readied({ file, wanted }: Way): Promise<Ready> {
  const prepared = await prepare(file, wanted)
  if (prepared.is === 'refused') throw new UploadFailed(prepared.problem)
  return prepared
}

const previewOf = ({ preview }: Ready) => (preview === null ? null : URL.createObjectURL(preview))

const letGo = (preview: string | null) => preview?.startsWith('blob:') && URL.revokeObjectURL(preview)

/** A draft may be older than what was uploaded for it. Whether it is still there: no answer is no verdict. */
async function lookAfter(item: UploadItem) {
  const { content } = pathsOf(item.message!)
  if (content === null) return
  const answer = await fetch(content, { method: 'HEAD', credentials: 'omit' }).catch(() => null)
  if (answer?.status === 404 || answer?.status === 410)
    Object.assign(item, { state: 'failed', problem: { why: 'gone' }, message: null, preview: null })
}
