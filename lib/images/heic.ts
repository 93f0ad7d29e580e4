/** How much of a file {@link isHeic} needs, in bytes. */
export const HEIC_HEAD_BYTES = 64

/** What to tell somebody who sends a HEIC image. */
export const HEIC_ADVICE =
  'HEIC images cannot be read here: send it as a JPEG. Photos and Preview export one. For new photos, choose “Most Compatible” in Settings, Camera, Formats on an iPhone.'

/** Whether a file is a HEIC image, as phones take them, by the brands at its beginning (ISO/IEC 23008-12 §10.2). */
export function isHeic(file: Uint8Array): boolean {
  const head = String.fromCharCode(...file.subarray(0, HEIC_HEAD_BYTES))
  return /^.{4}ftyp.*(?:hei[cmsx]|hev[cmsx]|mif1|msf1)/s.test(head) && !/avi[fs]/.test(head)
}
