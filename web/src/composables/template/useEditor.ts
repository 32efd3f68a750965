// One template being written: what was there, what stands here now, what others change meanwhile (CO-20), and saving it field by field.
import { until } from '@vueuse/core'
import { computed, ref, shallowRef, watch } from 'vue'
import { v7 as uuidv7 } from 'uuid'
import {
  changedIn,
  conflictsWith,
  keptMine,
  taken,
  tookTheirs,
  type Clash,
  type Edit as EditOf,
} from '@madoguchi/contracts/merge'
import type { Refusal } from '@madoguchi/contracts/socket/ack'
import { SAMPLE } from '@madoguchi/contracts/template/sample'
import type { Values } from '@madoguchi/contracts/template/variables'
import { useTemplates } from '../../stores/templates.ts'
import { checkSlots } from '../slot/check.ts'
import { slotOf } from '../slot/slotOf.ts'
import { newSlot, type Slot } from '../slot/slots.ts'
import { fieldsOf, type Field, type Fields } from './fields.ts'

type Edit = EditOf<Fields>
/** `id` null = a new one, made of `from` if there is such. `values`: whose the preview is; null = nobody's. */
type Given = { id: string | null; channel: () => string; from: Fields | null; values: () => Values | null }

const EMPTY: Fields = { name: '', folder: '', shortcut: '', state: 'draft', messages: [] }
const ROW_WITHIN_MS = 10_000

const slotsOf = (messages: Fields['messages']): Slot[] =>
  messages.length === 0 ? [newSlot(uuidv7())] : messages.map((message) => slotOf(message, uuidv7()))

export function useEditor({ id: given, channel, from, values }: Given) {
  const templates = useTemplates()
  const id = given ?? uuidv7()
  const row = computed(() => templates.byId(id))
  const first = row.value === undefined ? EMPTY : fieldsOf(row.value)
  const start = from ?? first

  const base = shallowRef<Fields>(first)
  const words = shallowRef<Omit<Fields, 'messages'>>(start)
  const slots = shallowRef<Slot[]>(slotsOf(start.messages))
  const busy = ref(false)
  const refused = shallowRef<Refusal | null>(null)
  /** Rows before it do not show what was saved here. */
  let saved = -1
  /** The row whose fields have been taken over, and what is known of single fields beyond it: saved here, or told with a refusal. */
  let seen = row.value?.rev ?? -1
  const known: Partial<Record<Field, number>> = {}
  const told = shallowRef<Partial<Record<Field, Clash>>>({})

  const written = computed(() => checkSlots(slots.value, undefined))
  const unreadable = computed(() => written.value.problems.some(({ code }) => code === 'unreadable'))
  const checked = computed(() => checkSlots(slots.value, undefined, { ...SAMPLE, ...values() }))
  const drawn = computed(() => checkSlots(slots.value, undefined, values() ?? {}))
  const mine = computed<Fields>(() => ({
    name: words.value.name.trim(),
    folder: words.value.folder.trim(),
    shortcut: words.value.shortcut.trim(),
    state: words.value.state,
    messages: written.value.messages,
  }))
  const edit = computed<Edit>(() => ({ base: base.value, mine: mine.value }))
  /** A refusal may tell what no row shows yet. */
  const theirs = computed(() => {
    const now = row.value
    if (now === undefined) return null
    const unseen = Object.values(told.value).filter(({ field, rev }) => rev > (now.fieldRevs[field]?.rev ?? -1))
    if (now.rev < saved && unseen.length === 0) return null
    const values = Object.fromEntries(unseen.map(({ field, value }) => [field, value])) as Partial<Fields>
    const fieldRevs = { ...now.fieldRevs, ...Object.fromEntries(unseen.map((clash) => [clash.field, clash])) }
    return { ...now, ...(now.rev < saved ? base.value : {}), ...values, fieldRevs }
  })
  const conflicts = computed(() => (theirs.value === null ? [] : conflictsWith(edit.value, theirs.value)))
  const changes = computed(() => changedIn(edit.value))

  function put(next: Edit) {
    const before = edit.value
    base.value = next.base
    if (next.mine.messages !== before.mine.messages) slots.value = slotsOf(next.mine.messages)
    words.value = { ...words.value, ...changedWords(before.mine, next.mine) }
  }

  watch([row, told], () => {
    const now = theirs.value
    if (now === null) return
    put(taken(edit.value, fieldsOf(now)))
    if (now.rev >= saved) seen = now.rev
  })

  const basedOn = (fields: Field[]) =>
    Object.fromEntries(fields.map((field) => [field, Math.max(seen, known[field] ?? -1)]))

  function decided(field: Field, next: (edit: Edit, now: Fields, field: Field) => Edit) {
    if (theirs.value === null) return
    known[field] = theirs.value.fieldRevs[field]?.rev ?? -1
    put(next(edit.value, fieldsOf(theirs.value), field))
  }

  /** False = nothing was saved; `refused` says why, if anybody but this page refused. */
  async function save(more: Partial<Pick<Fields, 'state'>> = {}): Promise<boolean> {
    if (busy.value || unreadable.value || conflicts.value.length > 0 || mine.value.name === '') return false
    const now = { ...mine.value, ...more }
    const fields =
      given === null && row.value === undefined
        ? (Object.keys(now) as Field[])
        : changedIn({ base: base.value, mine: now })
    if (fields.length === 0) return true
    const change = Object.fromEntries(fields.map((field) => [field, now[field]])) as Partial<Fields>
    busy.value = true
    const based = row.value === undefined ? {} : basedOn(fields)
    const wish = { id: uuidv7(), template: id, channel: channel(), based, change }
    const ack = await templates.change(wish)
    busy.value = false
    refused.value = ack.ok ? null : ack
    if (!ack.ok) {
      told.value = { ...told.value, ...Object.fromEntries((ack.clashes ?? []).map((clash) => [clash.field, clash])) }
      return false
    }
    if (ack.at !== undefined) {
      saved = ack.at.off
      for (const field of fields) known[field] = saved
    }
    told.value = {}
    base.value = { ...base.value, ...change }
    words.value = { ...words.value, state: now.state }
    if (given === null) await until(row).not.toBeUndefined({ timeout: ROW_WITHIN_MS })
    return true
  }

  return {
    id,
    row,
    words,
    slots,
    checked,
    drawn,
    mine,
    changes,
    conflicts,
    theirs,
    unreadable,
    busy,
    refused,
    save,
    keepMine: (field: Field) => decided(field, keptMine),
    takeTheirs: (field: Field) => decided(field, tookTheirs),
    /** An earlier version, to be saved like anything else that is written here. */
    restore(template: Fields) {
      words.value = { ...template, state: words.value.state }
      slots.value = slotsOf(template.messages)
    },
  }
}

/** What is typed with spaces at its ends stays so while it is typed. */
function changedWords(before: Fields, after: Fields): Partial<Omit<Fields, 'messages'>> {
  const fields = ['name', 'folder', 'shortcut', 'state'] as const
  return Object.fromEntries(
    fields.filter((field) => before[field] !== after[field]).map((field) => [field, after[field]]),
  )
}
