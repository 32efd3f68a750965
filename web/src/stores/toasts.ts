// What was just done, said once at the foot of the page, with at most one way to take it back or go on.
import { defineStore } from 'pinia'
import { ref } from 'vue'

export type Toast = { id: number; text: string; action?: { label: string; run(): void } }
const STAYS_MS = 6_000

export const useToasts = defineStore('toasts', () => {
  const list = ref<Toast[]>([])
  let last = 0

  function dismiss(id: number) {
    list.value = list.value.filter((toast) => toast.id !== id)
  }

  function show(toast: Omit<Toast, 'id'>) {
    const id = ++last
    list.value = [...list.value.slice(-2), { ...toast, id }]
    setTimeout(() => dismiss(id), toast.action === undefined ? STAYS_MS : STAYS_MS * 2)
  }

  return { list, show, dismiss }
})
