// The person comes with the first conversation that is opened: the list alone does without.
import { defineAsyncComponent } from 'vue'

export const ContactPanel = defineAsyncComponent({
  loader: () => import('./ContactPanel.vue'),
  errorComponent: { render: () => null },
})
