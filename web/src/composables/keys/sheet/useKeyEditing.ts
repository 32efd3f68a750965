// Changing the keys: what can be had is kept with the agent's preferences at once, what cannot is said with who has it.
import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { usePersonal } from '../../../stores/personal.ts'
import { NOTHING_CHANGED, type KeyChoice } from '../command/inForce.ts'
import { commandOf, type CommandId } from '../command/table.ts'
import { useKeyChoice } from '../useKeyChoice.ts'
import { refusalOf, withKeys, type KeysRefusal } from './refusal.ts'
import { platformOf } from './reserved.ts'
import { useCaps } from './useCaps.ts'
import { useRecording } from './useRecording.ts'

/** `problem`: it was refused. */
export type Said = { id: CommandId | null; text: string; problem: boolean }

export function useKeyEditing() {
  const { t } = useI18n()
  const personal = usePersonal()
  const { choice, there } = useKeyChoice()
  const { said, mod } = useCaps()
  const platform = platformOf(navigator.platform)
  const told = ref<Said | null>(null)
  const titleOf = (id: CommandId) => t(`keys.command.${id}`)

  const keep = (keys: KeyChoice) => personal.setPreference({ keys })
  const refuse = (id: CommandId | null, text: string) => (told.value = { id, text, problem: true })

  function take(id: CommandId, keys: string) {
    const refusal = keys === '' ? null : refusalOf(id, keys, { choice: choice.value, platform, there })
    if (refusal !== null) return refuse(id, wordsOf(refusal, keys))
    keep(withKeys(choice.value, id, keys))
    const values = { title: titleOf(id), keys: said(keys) }
    told.value = { id, text: t(keys === '' ? 'keys.removed' : 'keys.changed', values), problem: false }
  }

  function wordsOf(refusal: KeysRefusal, keys: string): string {
    const values = 'by' in refusal ? { keys: said(keys), by: titleOf(refusal.by) } : { stroke: said(refusal.stroke) }
    return t(`keys.refused.${refusal.why}`, values)
  }

  const recording = useRecording({
    apple: platform === 'mac',
    take,
    refused: () => refuse(recording.recording.value, t('keys.refused.none', { mod })),
  })

  function begin(id: CommandId) {
    told.value = null
    recording.begin(id)
  }

  function resetAll() {
    recording.stop()
    keep({ ...NOTHING_CHANGED, on: choice.value.on })
    told.value = { id: null, text: t('keys.resetDone'), problem: false }
  }

  return {
    ...recording,
    begin,
    told,
    titleOf,
    /** Its own key back: another may have it by now. */
    reset: (id: CommandId) => take(id, commandOf(id).keys),
    resetAll,
    changed: computed(() => Object.keys(choice.value.map).length > 0),
    single: computed({
      get: () => choice.value.on,
      set: (on) => keep({ on, map: choice.value.map }),
    }),
  }
}
