// Runs before the first paint, so that neither theme nor language flashes. A file of its own because the content policy
// allows no inline script. `madoguchi.theme` is light, dark or system (src/stores/theme.ts writes it); the root gets the one in
// force. `madoguchi.language` is the reader's choice (src/locales/i18n.ts writes it).
;(() => {
  const root = document.documentElement
  const chosen = localStorage.getItem('madoguchi.theme')
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset.theme = dark ? 'dark' : 'light'
  root.lang = localStorage.getItem('madoguchi.language') || navigator.language
})()
