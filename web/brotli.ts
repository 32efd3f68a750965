// A `.br` beside every text file of the build that is worth it: the console is compressed once, as well as can be, instead of at
// each request as well as there is time for (167 → 139 kB for the first page).
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { Plugin } from 'vite'

const TEXT = /\.(js|css|html|svg|json|webmanifest)$/
const WORTH_BYTES = 1_024
const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
const compress = promisify(brotliCompress)

export function brotli(): Plugin {
  return {
    name: 'madoguchi:brotli',
    apply: 'build',
    async writeBundle({ dir }) {
      const names = await readdir(dir!, { recursive: true })
      await Promise.all(names.filter((name) => TEXT.test(name)).map((name) => compressed(join(dir!, name))))
    },
  }
}

async function compressed(file: string) {
  const text = await readFile(file)
  if (text.length >= WORTH_BYTES) await writeFile(`${file}.br`, await compress(text, { params }))
}
