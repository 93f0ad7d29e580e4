'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Alert } from '../components/alert.tsx'
import { buttonLook } from '../components/button-look.ts'
import { describeError } from '../components/describe-error.ts'
import { CloseButton } from '../components/dialog.tsx'
import { ProgressBar } from '../components/progress-bar.tsx'
import { AvatarCrop } from './avatar-crop.tsx'
import { sendAvatar } from './send-avatar.ts'

type Props = { image: ImageBitmap; onSaved: () => void; onCancel: () => void }

/** Crops an image and sends it as the avatar. Closing the dialog, in any way, stops the upload. */
export function AvatarDialog({ image, onSaved, onCancel }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const upload = useRef<AbortController>(null)
  const [sent, setSent] = useState<number | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const busy = sent !== null
  useEffect(() => () => upload.current?.abort(), [])
  const keep = useCallback((drawn: HTMLCanvasElement) => {
    canvas.current = drawn
  }, [])

  async function save() {
    setFailure(null)
    setSent(0)
    upload.current = new AbortController()
    try {
      await sendAvatar(await toAvatarBlob(canvas.current), setSent, upload.current.signal)
      onSaved()
    } catch (error) {
      setFailure(describeError(error))
      setSent(null)
    }
  }
  return (
    <div className="space-y-4">
      <p className="text-quiet">Drag the image, or move it with the sliders. Avatars are square.</p>
      <AvatarCrop image={image} busy={busy} onCrop={keep} />
      {failure && <Alert>{failure}</Alert>}
      {busy && (
        <div className="text-sm">
          <label htmlFor="avatar-progress" className="mb-1 block">
            {sent < 1 ? 'Sending your avatar' : 'The server is processing your avatar'}
          </label>
          <ProgressBar id="avatar-progress" value={sent} />
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <button type="button" disabled={busy} onClick={save} className={buttonLook.primary}>
          Save avatar
        </button>
        <CloseButton close={onCancel}>Cancel</CloseButton>
      </div>
    </div>
  )
}

function toAvatarBlob(canvas: HTMLCanvasElement | null): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const take = (blob: Blob | null) =>
      blob ? resolve(blob) : reject(new Error('This browser cannot save the image.'))
    // A browser that cannot write WebP writes PNG.
    canvas?.toBlob(take, 'image/webp', 0.92)
  })
}
