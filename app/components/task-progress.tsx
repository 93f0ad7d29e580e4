import { buttonLook } from './button-look.ts'
import { ProgressBar } from './progress-bar.tsx'

type Props = {
  id: string
  label: string
  value: number
  /** The value at which the task is done. */
  max?: number
  /** What else to say of it. */
  words?: string
  stop: () => void
  stopping: boolean
}

/** How far a long task is, and a button that stops it. */
export function TaskProgress({ id, label, value, max = 1, words, stop, stopping }: Props) {
  return (
    <div className="space-y-4">
      <div>
        <label htmlFor={id} className="mb-2 block font-medium wrap-anywhere">
          {label}
        </label>
        <ProgressBar id={id} value={value} max={max} />
        {words && <p className="mt-2 text-quiet text-sm">{words}</p>}
      </div>
      <button type="button" disabled={stopping} onClick={stop} className={buttonLook.plain}>
        {stopping ? 'Stopping…' : 'Stop'}
      </button>
    </div>
  )
}
