// The media store that the settings name: a folder that all processes see, or a bucket.
import { openDiskStore } from '../media/disk.ts'
import type { Store } from '../media/store.ts'
import type { Config } from '../runtime/config.ts'
import type { Logger } from '../runtime/logger.ts'

export async function openStore({ media }: Config, logger: Logger): Promise<Store> {
  if ('folder' in media) return openDiskStore(media)
  const { openS3Store } = await import('../media/s3.ts') // half a second and 34 MB that a folder does not need
  return openS3Store({ settings: media, logger })
}
