/** './shell.ts' → { shell: … } */
export const wordsOf = (files: Record<string, { default: object }>): Record<string, object> =>
  Object.fromEntries(Object.entries(files).map(([path, file]) => [path.slice(2, -3), file.default]))
