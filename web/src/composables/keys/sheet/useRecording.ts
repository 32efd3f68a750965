// Taking the keys for one command from the keyboard itself: strokes are written down until Enter, or until nothing follows for a second.
// Esc leaves things as they are, Backspace takes the key away.
import { onScopeDispose, ref } from 'vue'
import { createImeGuard } from '../ime.ts'
import { strokesOf } from '../press/strokes.ts'
import type { CommandId } from '../command/table.ts'

/** So long a second stroke is waited for. */
const PAUSE_MS = 1_000
const STROKES_MAX = 2
const MODIFIERS = new Set(['Shift', 'Control', 'Meta', 'Alt', 'AltGraph', 'CapsLock'])

type Deps = {
  apple: boolean
  /** `keys` '' = none. */
  take: (id: CommandId, keys: string) => void
  /** A key that can never be one. */
  refused: () => void
}

export function useRecording({ apple, take, refused }: Deps) {
  const recording = ref<CommandId | null>(null)
  const strokes = ref<string[]>([])
  const ime = createImeGuard()
  let timer: ReturnType<typeof setTimeout> | undefined

  function begin(id: CommandId) {
    stop()
    recording.value = id
  }

  function stop() {
    clearTimeout(timer)
    recording.value = null
    strokes.value = []
  }

  function finish() {
    const [id, keys] = [recording.value, strokes.value.join(' ')]
    stop()
    if (id !== null && keys !== '') take(id, keys)
  }

  /** Every keydown while something is recorded; all of them are ours but Tab, which leaves. */
  function keydown(event: KeyboardEvent) {
    const id = recording.value
    if (id === null || ime.keeps(event) || MODIFIERS.has(event.key)) return
    if (event.key === 'Tab') return stop()
    event.preventDefault()
    event.stopPropagation()
    if (event.repeat) return
    if (event.key === 'Escape') return stop()
    if (event.key === 'Enter') return finish()
    if (event.key === 'Backspace') {
      stop()
      return take(id, '')
    }
    const [name] = strokesOf(event, apple)
    if (name === undefined) return refused()
    strokes.value = [...strokes.value, name]
    clearTimeout(timer)
    if (strokes.value.length === STROKES_MAX || name.startsWith('Mod+')) finish()
    else timer = setTimeout(finish, PAUSE_MS)
  }

  onScopeDispose(stop)
  return { recording, strokes, begin, stop, keydown }
}
