// Which picture or film of this timeline stands large. Provided once around the timeline, because a message that is scrolled away is
// not drawn any more and must not take the lightbox with it.
import { inject, provide, shallowRef, type InjectionKey, type ShallowRef } from 'vue'

export type Gallery = { at: ShallowRef<string | null>; show(id: string): void; close(): void }

const GALLERY: InjectionKey<Gallery> = Symbol('gallery')

export function provideGallery(): Gallery {
  const at = shallowRef<string | null>(null)
  const gallery: Gallery = { at, show: (id) => void (at.value = id), close: () => void (at.value = null) }
  provide(GALLERY, gallery)
  return gallery
}

/** null: nobody shows things large here. */
export const useGallery = (): Gallery | null => inject(GALLERY, null)
