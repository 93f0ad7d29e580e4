'use client'
import { useRouter } from 'next/navigation'
import { type DragEvent, useActionState, useEffect, useRef, useState } from 'react'
import { Alert } from '../components/alert.tsx'
import { buttonLook } from '../components/button-look.ts'
import { Dialog } from '../components/dialog.tsx'
import { FormAlert } from '../forms/form-alert.tsx'
import { FormDone } from '../forms/form-done.tsx'
import { initialFormState } from '../forms/form-state.ts'
import { SubmitButton } from '../forms/submit-button.tsx'
import { removeOwnAvatar } from './actions.ts'
import { AvatarDialog } from './avatar-dialog.tsx'

/** `src` shows the picture, or the initials while there is none (`given` is false). */
type Props = { src: string; given: boolean }

const NOT_READ = 'This file cannot be read as a picture. Use a JPEG, PNG, GIF or WebP.'

/** One's picture: chosen, dropped or pasted, then cropped and sent; or removed. */
export function Avatar({ src, given }: Props) {
  const router = useRouter()
  const input = useRef<HTMLInputElement>(null)
  const chooser = useRef<HTMLButtonElement>(null)
  const [image, setImage] = useState<ImageBitmap | null>(null)
  const [outcome, setOutcome] = useState<{ fault?: string; done?: string }>({})
  const newest = useRef<File>(null)
  const [over, setOver] = useState(false)
  const [removal, remove] = useActionState(removeOwnAvatar, initialFormState)

  async function take(files: FileList | undefined | null) {
    const [file] = files ?? []
    if (!file) return
    setOutcome({})
    newest.current = file
    const read = await createImageBitmap(file).catch(() => null)
    // Another may have been taken while a large one was read.
    if (newest.current !== file) return
    if (read) setImage(read)
    else setOutcome({ fault: NOT_READ })
  }
  useEffect(() => {
    // The button that was pressed is gone with the picture.
    if (removal.done) chooser.current?.focus()
  }, [removal])
  useEffect(() => {
    const paste = (event: ClipboardEvent) => void take(event.clipboardData?.files)
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  })
  const hover = (event: DragEvent, now: boolean) => {
    event.preventDefault()
    setOver(now)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way of three; the button is another.
    <div
      onDragOver={event => hover(event, true)}
      onDragLeave={event => hover(event, false)}
      onDrop={event => {
        hover(event, false)
        void take(event.dataTransfer.files)
      }}
      className={`flex flex-wrap items-center gap-6 rounded-md outline-2 outline-offset-12 outline-dashed ${over ? 'outline-accent' : 'outline-transparent'}`}
    >
      {/* biome-ignore lint/performance/noImgElement: the server has made it small already. */}
      <img
        src={src}
        alt={given ? 'Your picture' : 'Your initials, in place of a picture'}
        width={112}
        height={112}
        className="size-28 rounded-md bg-sunken"
      />
      <div className="min-w-60 flex-1 space-y-3">
        <p className="needs-script text-quiet text-sm">
          Choose a picture, drop it here, or paste it. JPEG, PNG, GIF or WebP.
        </p>
        <noscript>
          <p className="text-quiet text-sm">Choosing and cropping a picture needs JavaScript.</p>
        </noscript>
        {outcome.fault && <Alert>{outcome.fault}</Alert>}
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
            Choose a picture
          </button>
          {given && (
            <form action={remove} onSubmit={() => setOutcome({})}>
              <SubmitButton look="plain">Remove picture</SubmitButton>
            </form>
          )}
        </div>
        <FormDone done={outcome.done ?? (given ? '' : (removal.done ?? ''))} />
      </div>
      <Dialog title="Crop your picture" open={image !== null} onClose={() => setImage(null)}>
        {image && (
          <AvatarDialog
            image={image}
            onCancel={() => setImage(null)}
            onSaved={() => {
              setImage(null)
              setOutcome({ done: 'Your picture is saved.' })
              router.refresh()
            }}
          />
        )}
      </Dialog>
    </div>
  )
}
