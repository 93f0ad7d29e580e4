'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { HEIC_ADVICE, HEIC_HEAD_BYTES, isHeic } from '#lib/images/heic.ts'
import { Alert } from '../components/alert.tsx'
import { buttonLook } from '../components/button-look.ts'
import { Dialog } from '../components/dialog.tsx'
import { useFileDrop } from '../components/use-file-drop.ts'
import { FormAlert } from '../forms/form-alert.tsx'
import { FormDone } from '../forms/form-done.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useFormAction } from '../forms/use-form-action.ts'
import { removeOwnAvatar } from './actions.ts'
import { AvatarDialog } from './avatar-dialog.tsx'

/** `src` is the avatar, or the initials if the user has none (`given` is false). */
type Props = { src: string; given: boolean }

async function describeUnreadable(file: File): Promise<string> {
  const start = file.slice(0, HEIC_HEAD_BYTES)
  const head = await start.arrayBuffer().catch(() => new ArrayBuffer())
  if (isHeic(new Uint8Array(head))) return HEIC_ADVICE
  return 'This file cannot be read as an image. Use a JPEG, PNG, GIF or WebP.'
}

/** The user's own avatar. They choose, drop or paste an image, then crop and send it; or they remove the avatar. */
export function Avatar({ src, given }: Props) {
  const router = useRouter()
  const input = useRef<HTMLInputElement>(null)
  const chooser = useRef<HTMLButtonElement>(null)
  const [image, setImage] = useState<ImageBitmap | null>(null)
  const [outcome, setOutcome] = useState<{ failure?: string; done?: string }>({})
  const newest = useRef<File>(null)
  const [removal, remove] = useFormAction(removeOwnAvatar)

  async function take(files: FileList | undefined | null) {
    const [file] = files ?? []
    if (!file) return
    setOutcome({})
    newest.current = file
    const read = await createImageBitmap(file).catch(() => null)
    const failure = read ? '' : await describeUnreadable(file)
    // The user may have chosen another file while a large one was read.
    if (newest.current !== file) return
    if (read) setImage(read)
    else setOutcome({ failure })
  }
  const { isOver, dropProps } = useFileDrop(files => void take(files))
  useEffect(() => {
    // The button that was pressed is gone, with the avatar.
    if (removal.done) chooser.current?.focus()
  }, [removal])
  useEffect(() => {
    const paste = (event: ClipboardEvent) => void take(event.clipboardData?.files)
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  })
  return (
    <div
      {...dropProps}
      className={`flex flex-wrap items-center gap-6 rounded-md outline-2 outline-offset-12 outline-dashed ${isOver ? 'outline-accent' : 'outline-transparent'}`}
    >
      {/* biome-ignore lint/performance/noImgElement: the server has already made it small. */}
      <img
        src={src}
        alt={given ? 'Your avatar' : 'Your initials, since you have no avatar'}
        width={112}
        height={112}
        className="size-28 rounded-md bg-sunken"
      />
      <div className="min-w-60 flex-1 space-y-3">
        <p className="needs-script text-quiet text-sm">
          Choose an image, drop it here, or paste it. JPEG, PNG, GIF or WebP.
        </p>
        <noscript>
          <p className="text-quiet text-sm">Choosing and cropping an image needs JavaScript.</p>
        </noscript>
        {outcome.failure && <Alert>{outcome.failure}</Alert>}
        <FormAlert {...removal} />
        <div className="flex flex-wrap items-center gap-2">
          <input
            ref={input}
            hidden
            type="file"
            accept="image/*"
            onChange={event => {
              void take(event.target.files)
              event.target.value = ''
            }}
          />
          <button
            ref={chooser}
            type="button"
            onClick={() => input.current?.click()}
            className={`${buttonLook.plain} needs-script`}
          >
            Choose an image
          </button>
          {given && (
            <form action={remove} onSubmit={() => setOutcome({})}>
              <SubmitButton look="plain">Remove avatar</SubmitButton>
            </form>
          )}
        </div>
        <FormDone done={outcome.done ?? (given ? '' : (removal.done ?? ''))} />
      </div>
      <Dialog title="Crop your avatar" open={image !== null} onClose={() => setImage(null)}>
        {image && (
          <AvatarDialog
            image={image}
            onCancel={() => setImage(null)}
            onSaved={() => {
              setImage(null)
              setOutcome({ done: 'Your avatar is saved.' })
              router.refresh()
            }}
          />
        )}
      </Dialog>
    </div>
  )
}
