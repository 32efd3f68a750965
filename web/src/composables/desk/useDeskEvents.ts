// Whether the timeline shows what agents did with the conversation, remembered in this browser (TL-52).
import { createSharedComposable, useLocalStorage } from '@vueuse/core'

export const useDeskEvents = createSharedComposable(() => useLocalStorage('madoguchi.deskEvents', true))
