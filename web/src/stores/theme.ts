// The theme in force stands on the root element; public/theme.js has put it there before the first paint by the same rule.
import { usePreferredDark } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, watchEffect } from 'vue'

export type Theme = 'light' | 'dark' | 'system'
const KEY = 'madoguchi.theme'

export const useTheme = defineStore('theme', () => {
  const stored = localStorage.getItem(KEY)
  const chosen = ref<Theme>(stored === 'light' || stored === 'dark' ? stored : 'system')
  const systemDark = usePreferredDark()
  const inForce = computed(() => (chosen.value === 'system' ? (systemDark.value ? 'dark' : 'light') : chosen.value))

  watchEffect(() => {
    document.documentElement.dataset.theme = inForce.value
  })

  function choose(theme: Theme) {
    chosen.value = theme
    localStorage.setItem(KEY, theme)
  }

  return { chosen, inForce, choose }
})
