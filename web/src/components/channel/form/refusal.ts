// What LINE or we refused, put on its field; what belongs to no field stands at the foot of the form.
import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { HttpError } from '../../../http.ts'

/** `fields`: those the form shows. `noun`: whose words are asked first. */
export function useRefusal(fields: readonly string[], noun = 'channel') {
  const i18n = useI18n()
  const { t } = i18n
  const failure = ref<HttpError | null>(null)
  const busy = ref(false)

  /** Words for a field: ours by code and field, else the server's own sentence. */
  function wordsOf(error: HttpError): string {
    const keys = [
      `${noun}.refused.${error.field}.${error.code}`,
      `${noun}.refused.${error.code}`,
      `${noun}.refused.${error.field}`,
    ]
    const known = keys.find((key) => i18n.te(key))
    if (known !== undefined) return t(known, { limit: error.limit ?? '' })
    return i18n.te(`error.${error.code}`) ? t(`error.${error.code}`) : error.message
  }

  /** What somebody else changed meanwhile is asked beside its field, it is no problem of what is typed. */
  const problem = computed(() => (failure.value?.clashes === undefined ? failure.value : null))
  const on = (field: string) => (problem.value?.field === field ? wordsOf(problem.value) : null)
  const rest = computed(() => {
    const { value } = problem
    return value === null || (value.field !== undefined && fields.includes(value.field)) ? null : wordsOf(value)
  })

  /** True = done. */
  async function attempt(run: () => Promise<unknown>): Promise<boolean> {
    busy.value = true
    failure.value = null
    try {
      await run()
      return true
    } catch (error) {
      if (!(error instanceof HttpError)) throw error
      failure.value = error
      return false
    } finally {
      busy.value = false
    }
  }

  return { on, rest, busy, attempt, failure }
}
