'use client'
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { computeSquare, dragCrop, MAX_ZOOM, WHOLE } from './crop.ts'

/** The side of the avatar that is sent, in pixels: the largest that the server keeps. */
const SIDE_PX = 512

type Props = { image: ImageBitmap; busy: boolean; onCrop: (canvas: HTMLCanvasElement) => void }

/** Shows the square of `image` that will be the avatar. The user drags it, or moves it with the sliders. */
export function AvatarCrop({ image, busy, onCrop }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [crop, setCrop] = useState(WHOLE)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!canvas.current || !context) return
    const { left, top, side } = computeSquare(image, crop)
    context.imageSmoothingQuality = 'high'
    context.clearRect(0, 0, SIDE_PX, SIDE_PX)
    context.drawImage(image, left, top, side, side, 0, 0, SIDE_PX, SIDE_PX)
    onCrop(canvas.current)
  }, [image, crop, onCrop])

  function drag({ currentTarget, buttons, movementX, movementY }: PointerEvent) {
    if (buttons !== 1 || busy) return
    const { clientWidth: width } = currentTarget
    setCrop(before => dragCrop(image, before, movementX / width, movementY / width))
  }
  const slider = (name: keyof typeof WHOLE, label: string, min = 0, max = 1) => (
    <label className="grid grid-cols-[4.5rem_1fr] items-center gap-2 text-sm">
      {label}
      <input
        type="range"
        disabled={busy}
        min={min}
        max={max}
        step={0.01}
        value={crop[name]}
        onChange={event => setCrop({ ...crop, [name]: event.target.valueAsNumber })}
        className="accent-accent"
      />
    </label>
  )
  return (
    <div className="flex flex-wrap items-center justify-center gap-6">
      <canvas
        ref={canvas}
        width={SIDE_PX}
        height={SIDE_PX}
        role="img"
        aria-label="Preview of your avatar"
        onPointerDown={event => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        className="size-48 shrink-0 cursor-grab touch-none rounded-md bg-sunken active:cursor-grabbing"
      />
      <div className="min-w-40 flex-1 space-y-3">
        {slider('zoom', 'Zoom', 1, MAX_ZOOM)}
        {slider('across', 'Across')}
        {slider('down', 'Down')}
      </div>
    </div>
  )
}
