import { buttonLook } from '../../components/button-look.ts'

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
        <progress
          id="import-progress"
          value={part}
          className="block h-2 w-full appearance-none overflow-hidden rounded-sm bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
        />
        <p className="mt-2 text-quiet text-sm">{words}</p>
      </div>
      <button type="button" disabled={stopping} onClick={stop} className={buttonLook.plain}>
        {stopping ? 'Stopping…' : 'Stop'}
      </button>
    </div>
  )
}
