import { buttonLook } from '../../components/button-look.ts'
import { ProgressBar } from '../../components/progress-bar.tsx'

type Props = {
  label: string
  /** From 0 to 1. */
  part: number
  words: string
  stop: () => void
  stopping: boolean
}

/** How far a file is, and the way to stop. */
export function ImportProgress({ label, part, words, stop, stopping }: Props) {
  return (
    <div className="space-y-4">
      <div>
        <label htmlFor="import-progress" className="mb-2 block font-medium wrap-anywhere">
          {label}
        </label>
        <ProgressBar id="import-progress" value={part} />
        <p className="mt-2 text-quiet text-sm">{words}</p>
      </div>
      <button type="button" disabled={stopping} onClick={stop} className={buttonLook.plain}>
        {stopping ? 'Stopping…' : 'Stop'}
      </button>
    </div>
  )
}
