// What a picture, a film, a voice or a file is called on the screen, and its facts.
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { durationOf, sizeOf } from '../text/measure.ts'
import { shownName } from './fileName.ts'
import { storedOf, type MediaBody } from './mediaBody.ts'

/** `what`: "Photo 2 of 5", "Voice message", a file's own name. `length` and `size` where somebody told them; `facts`: both, in one line. */
export function useWhat(body: () => MediaBody): ComputedRef<{
  what: string
  length: string | null
  size: string | null
  facts: string
}> {
  const { t, locale } = useI18n()
  return computed(() => {
    const of = body()
    const bytes = storedOf(of)?.bytes ?? (of.kind === 'file' ? of.size : undefined)
    const duration = 'duration' in of ? of.duration : undefined
    const length = duration === undefined ? null : durationOf(duration)
    const size = bytes === undefined ? null : sizeOf(bytes, locale.value)
    const facts = [length, size].filter((one) => one !== null).join(' · ')
    return { what: named(of, t), length, size, facts }
  })
}

function named(body: MediaBody, t: (key: string, values?: Record<string, unknown>) => string): string {
  if (body.kind === 'file') return shownName(body.name ?? '') || t('message.kind.file')
  const isPart = body.kind === 'image' && body.setIndex !== undefined && body.setTotal !== undefined
  if (!isPart) return t(`message.kind.${body.kind}`)
  return t('message.kind.imageOf', { index: body.setIndex, total: body.setTotal })
}
