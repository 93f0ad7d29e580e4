/**
 * The square of an image that will be the avatar. `zoom` is 1 for the largest square that fits; `across` and `down` say
 * where it lies between the edges, from 0 to 1, so that it can never leave the image.
 */
export type Crop = { zoom: number; across: number; down: number }

export const WHOLE: Crop = { zoom: 1, across: 0.5, down: 0.5 }
export const MAX_ZOOM = 5

type Size = { width: number; height: number }

/** The square in pixels of the image. */
export function computeSquare({ width, height }: Size, { zoom, across, down }: Crop) {
  const side = Math.min(width, height) / zoom
  return { left: (width - side) * across, top: (height - side) * down, side }
}

/** The crop after the image was dragged by `right` and `down`, in sides of the square. */
export function dragCrop(image: Size, crop: Crop, right: number, down: number): Crop {
  const { left, top, side } = computeSquare(image, crop)
  return {
    ...crop,
    across: place(left - right * side, image.width - side, crop.across),
    down: place(top - down * side, image.height - side, crop.down),
  }
}

function place(at: number, room: number, before: number): number {
  return room === 0 ? before : Math.min(1, Math.max(0, at / room))
}
