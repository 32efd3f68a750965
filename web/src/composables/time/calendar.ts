// Whether Thai dates count years by the Buddhist era (SH-32): 2569 for 2026. Of the browser, not of the agent.
import { ref, watch } from 'vue'

const KEY = 'madoguchi.calendar'
export const buddhistYears = ref(globalThis.localStorage?.getItem(KEY) === 'buddhist')

watch(buddhistYears, (chosen) => (chosen ? localStorage.setItem(KEY, 'buddhist') : localStorage.removeItem(KEY)))
