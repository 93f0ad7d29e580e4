import { FileUp } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { buttonLook } from '../../components/button-look.ts'

/** Takes a file that is chosen or dropped. */
export function FileChooser({ onFile }: { onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const take = (files: FileList | null) => {
    const [file] = files ?? []
    if (file) onFile(file)
  }
  const hover = (event: DragEvent, now: boolean) => {
    event.preventDefault()
    setOver(now)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way of two; the button is the other.
    <div
      onDragOver={event => hover(event, true)}
      onDragLeave={event => hover(event, false)}
      onDrop={event => {
        hover(event, false)
        take(event.dataTransfer.files)
      }}
      className={`needs-script flex flex-col items-center gap-4 rounded-md border border-dashed px-6 py-12 text-center ${over ? 'border-accent bg-accent-tint' : 'border-edge'}`}
    >
      <FileUp aria-hidden className="size-8 text-accent-strong" strokeWidth={1.5} />
      <p className="max-w-words text-balance">
        Choose a CSV or JSON file, or drop it here. It is checked first; nothing is imported before
        you have seen what it would do.
      </p>
      <input
        ref={input}
        hidden
        type="file"
        accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson,text/csv,application/json"
        onChange={event => {
          take(event.target.files)
          event.target.value = ''
        }}
      />
      <button type="button" onClick={() => input.current?.click()} className={buttonLook.primary}>
        Choose a file
      </button>
    </div>
  )
}
