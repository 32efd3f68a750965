// A form over a record that others may change meanwhile (CO-20): what they change and this form does not comes by itself, what is typed
// stays, and a field that both changed waits for "Keep mine" or "Take theirs". Only what was changed is saved, upon what was seen. A form
// that was left goes on from what is kept of it, as if it had stood open meanwhile.
import { computed, reactive, ref, shallowRef, watch } from 'vue'
import {
  changedIn,
  conflictsWith,
  keptMine,
  taken,
  tookTheirs,
  type Based,
  type Clash,
  type Edit,
  type Stamp,
} from '@madoguchi/contracts/merge'

type Values = Record<string, string>
/** As the screen's row has it. */
export type Shown<F extends Values> = { values: F; stamps: Readonly<Record<string, Stamp>> }
/** `rev`: of the change, null = the row that is shown tells it. `clashes`: empty = refused for another reason. */
export type Saved = { rev: number | null } | { clashes: Clash[] }
/** What a form needs to go on later. `known`: by field, the rev up to which it was seen. */
export type Kept<F extends Values> = { typed: F; base: F; known: Record<string, number> }
type Given<F extends Values> = {
  shown: () => Shown<F>
  kept?: Kept<F> | null
  save: (change: Partial<F>, based: Based) => Promise<Saved>
}

export function useFieldEdits<F extends Values>({ shown, kept = null, save }: Given<F>) {
  type Field = Extract<keyof F, string>
  const first = shown()
  const fields = Object.keys(first.values) as Field[]
  const typed = reactive({ ...first.values, ...kept?.typed }) as F
  const base = shallowRef<F>({ ...first.values, ...kept?.base })
  const known = reactive<Record<string, number>>({})
  for (const field of fields) known[field] = kept?.known[field] ?? first.stamps[field]?.rev ?? -1
  const told = shallowRef<readonly Clash[]>([])
  const busy = ref(false)

  const mine = () => Object.fromEntries(fields.map((field) => [field, String(typed[field]).trim()])) as F
  const edit = computed<Edit<F>>(() => ({ base: base.value, mine: mine() }))
  const changes = computed(() => changedIn(edit.value))

  /** A row may be older than what was saved here, and a refusal newer than any row. */
  const latest = computed(() => {
    const { values, stamps } = shown()
    return Object.fromEntries(fields.map((field) => [field, latestOf(field, values[field]!, stamps[field])])) as Record<
      Field,
      { value: string; stamp: Stamp | undefined }
    >
  })

  function latestOf(field: Field, value: string, stamp: Stamp | undefined) {
    const clash = told.value.find((one) => one.field === field)
    if (clash !== undefined && clash.rev > (stamp?.rev ?? -1)) return { value: String(clash.value), stamp: clash }
    return (stamp?.rev ?? -1) < known[field]! ? { value: base.value[field]!, stamp } : { value, stamp }
  }

  const theirs = () => Object.fromEntries(fields.map((field) => [field, latest.value[field].value])) as F
  const conflicts = computed(() => conflictsWith(edit.value, theirs()))

  function put(next: Edit<F>) {
    const before = mine()
    base.value = next.base
    // What is typed with spaces at its ends stays so while it is typed.
    for (const field of fields) if (next.mine[field] !== before[field]) typed[field] = next.mine[field]
  }

  function see(field: Field) {
    known[field] = Math.max(known[field]!, latest.value[field].stamp?.rev ?? -1)
  }

  function hear() {
    put(taken(edit.value, theirs()))
    const open = new Set<string>(conflicts.value)
    for (const field of fields) if (!open.has(field)) see(field)
  }
  watch([shown, told], hear)
  if (kept !== null) hear()

  function decide(field: Field, next: typeof keptMine<F>) {
    const now = theirs()
    see(field)
    put(next(edit.value, now, field))
  }

  /** True = nothing is left to be saved. */
  async function submit(): Promise<boolean> {
    if (busy.value || conflicts.value.length > 0) return false
    const changed = changes.value
    if (changed.length === 0) return true
    const sent = mine()
    const change = Object.fromEntries(changed.map((field) => [field, sent[field]])) as unknown as Partial<F>
    busy.value = true
    const saved = await save(change, Object.fromEntries(changed.map((field) => [field, known[field]!])))
    busy.value = false
    if ('clashes' in saved) {
      told.value = saved.clashes
      return false
    }
    base.value = { ...base.value, ...change }
    for (const field of changed) known[field] = Math.max(known[field]!, saved.rev ?? shown().stamps[field]?.rev ?? -1)
    told.value = []
    return true
  }

  return {
    typed,
    changes,
    /** null = nothing here is unsaved. */
    unsaved: computed<Kept<F> | null>(() =>
      changes.value.length === 0 ? null : { typed: { ...typed }, base: base.value, known: { ...known } },
    ),
    busy,
    /** Fields that wait for a word, each with theirs. */
    questions: computed(() =>
      conflicts.value.flatMap((field) => {
        const { value, stamp } = latest.value[field]
        return stamp === undefined ? [] : [{ field, value, by: stamp.by, at: stamp.at }]
      }),
    ),
    submit,
    keepMine: (field: Field) => decide(field, keptMine),
    takeTheirs: (field: Field) => decide(field, tookTheirs),
  }
}
