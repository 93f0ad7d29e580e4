'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Alert } from '../components/alert.tsx'
import { buttonLook } from '../components/button-look.ts'
import { ProgressBar } from '../components/progress-bar.tsx'
import { AvatarCrop } from './avatar-crop.tsx'
import { sendAvatar } from './send-avatar.ts'

type Props = { image: ImageBitmap; onSaved: () => void; onCancel: () => void }

/** Crops and sends. Being closed, by whatever way, ends the sending. */
export function AvatarDialog({ image, onSaved, onCancel }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const sending = useRef<AbortController>(null)
  const [sent, setSent] = useState<number | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const busy = sent !== null
  useEffect(() => () => sending.current?.abort(), [])
  const keep = useCallback((drawn: HTMLCanvasElement) => {
    canvas.current = drawn
  }, [])

  async function save() {
    setFault(null)
    setSent(0)
    sending.current = new AbortController()
    try {
      await sendAvatar(await toAvatarBlob(canvas.current), setSent, sending.current.signal)
      onSaved()
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error))
      setSent(null)
    }
  }
  return (
    <div className="space-y-4">
      <p className="text-quiet">
        Drag the picture, or move it with the sliders. It will be square.
      </p>
      <AvatarCrop image={image} busy={busy} onCrop={keep} />
      {fault && <Alert>{fault}</Alert>}
      {busy && (
        <div className="text-sm">
          <label htmlFor="picture-progress" className="mb-1 block">
            {sent < 1 ? 'Sending the picture' : 'The server prepares the picture'}
          </label>
          <ProgressBar id="picture-progress" value={sent} />
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <button type="button" disabled={busy} onClick={save} className={buttonLook.primary}>
          Save picture
        </button>
        <button type="button" onClick={onCancel} className={buttonLook.plain}>
          Cancel
        </button>
      </div>
    </div>
  )
}

function toAvatarBlob(canvas: HTMLCanvasElement | null): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const take = (blob: Blob | null) =>
      blob ? resolve(blob) : reject(new Error('This browser cannot save the picture.'))
    // A browser that cannot write WebP gives PNG.
    canvas?.toBlob(take, 'image/webp', 0.92)
  })
}
