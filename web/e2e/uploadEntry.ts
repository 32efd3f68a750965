// A page with nothing on it but what prepares and sends an agent's files.
import { effectScope } from 'vue'
import { imagemapUpload } from '../src/composables/upload/imagemap.ts'
import { prepare } from '../src/composables/upload/prepare.ts'
import { problemOf } from '../src/composables/upload/problem.ts'
import { sendUpload } from '../src/composables/upload/send.ts'
import { useUploads } from '../src/composables/upload/useUploads.ts'

const scope = effectScope()
const uploads = scope.run(() => useUploads(() => 'shop'))!

Object.assign(window, { prepare, sendUpload, imagemapUpload, problemOf, uploads, leave: () => scope.stop() })
