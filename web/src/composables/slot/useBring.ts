// A file of an agent's into the fields of a kind: uploaded, its preview and length made on the way. What uploads is loaded with the
// first file.
import { useI18n } from 'vue-i18n'
import type { UploadProblem } from '../upload/problem.ts'
import { ask } from '../timeline/sent/asked.ts'
import { useUpload, type Bring } from './upload.ts'

/** By the path of the field. */
export type Filled = Record<string, string>
export type BroughtKind = 'image' | 'video' | 'audio' | 'imagemap'
type Given = { kind: BroughtKind; channel: () => string; filled: (fields: Filled) => void }
type Failing = { problemOf(error: unknown): UploadProblem; problemWords(problem: UploadProblem, say: Say): string }
type Say = ReturnType<typeof useI18n>['t']

export function useBring({ kind, channel, filled }: Given) {
  const { t } = useI18n()
  let failing: Failing | null = null

  const bring: Bring<Filled> = async (file, { onProgress, signal }) => {
    const [{ problemOf, fail }, { problemWords }, { learnUploadWords }] = await Promise.all([
      import('../upload/problem.ts'),
      import('../upload/problemWords.ts'),
      import('../upload/words.ts'),
    ])
    failing = { problemOf, problemWords }
    await learnUploadWords()
    const sending = { channel: channel(), onProgress, signal }
    if (kind === 'imagemap') {
      const { imagemapUpload } = await import('../upload/imagemap.ts')
      const { baseUrl, height } = await imagemapUpload(file, sending)
      show(`${baseUrl}/1040`)
      return { baseUrl, 'baseSize.height': String(height) }
    }
    const [{ prepare }, { sendUpload }] = await Promise.all([
      import('../upload/prepare.ts'),
      import('../upload/send.ts'),
    ])
    const ready = await prepare(file, kind)
    if (ready.is === 'refused') throw fail(ready.problem.why, ready.problem.limit)
    const { url, previewUrl, duration } = await sendUpload(ready, sending)
    if (kind === 'audio') return { originalContentUrl: url, duration: String(Math.max(1, Math.round(duration ?? 1))) }
    show(previewUrl ?? url)
    if (kind === 'image') show(url)
    return { originalContentUrl: url, previewImageUrl: previewUrl ?? url }
  }

  return {
    ...useUpload(bring, filled),
    /** Where not even the code of uploads came, the console is away. */
    wordsOf: (error: unknown): string =>
      failing === null ? t('slot.file.away') : failing.problemWords(failing.problemOf(error), t),
  }
}

/** A picture of ours asks nothing of anybody else. */
const show = (address: string) => ask(new URL(address).href)
