import { FileUp } from 'lucide-react'
import { useRef } from 'react'
import { buttonLook } from '../../components/button-look.ts'
import { useFileDrop } from '../../components/use-file-drop.ts'

/** Takes a file that is chosen or dropped. */
export function FileChooser({ onFile }: { onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const take = (files: FileList | null) => {
    const [file] = files ?? []
    if (file) onFile(file)
  }
  const { isOver, dropProps } = useFileDrop(take)
  return (
    <div
      {...dropProps}
      className={`needs-script flex flex-col items-center gap-4 rounded-md border border-dashed px-6 py-12 text-center ${isOver ? 'border-accent bg-accent-tint' : 'border-edge'}`}
    >
      <FileUp aria-hidden className="size-8 text-accent-strong" strokeWidth={1.5} />
      <p className="max-w-words text-balance">
        Choose a CSV or JSON file, or drop it here. It is checked first: nothing is imported before
        you have seen what the import would do.
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
