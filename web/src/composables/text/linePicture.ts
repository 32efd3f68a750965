// Where LINE's shop has the pictures of stickers and LINE emoji (line.md §6): undocumented, may break, never stored, and asked for by
// the setting STICKERS=cdn alone. An id of another form than the shop's makes no address.
import { ref } from 'vue'

const SHOP = 'https://stickershop.line-scdn.net'
const isNumber = (id: string | undefined): id is string => id !== undefined && /^[0-9]{1,20}$/.test(id)
const isName = (id: string | undefined): id is string => id !== undefined && /^[0-9a-z]{1,40}$/i.test(id)

/** The server's setting, once it is known: until then, and without it, no request leaves. */
const shown = ref(false)
export const showPictures = (on: boolean): void => void (shown.value = on)
export const showsPictures = (): boolean => shown.value

export const stickerPicture = (stickerId: string | undefined): string | null =>
  isNumber(stickerId) ? `${SHOP}/stickershop/v1/sticker/${stickerId}/android/sticker.png` : null

export const emojiPicture = (productId: string | undefined, emojiId: string | undefined): string | null =>
  isName(productId) && isName(emojiId) ? `${SHOP}/sticonshop/v1/sticon/${productId}/android/${emojiId}.png` : null
