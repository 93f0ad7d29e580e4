type Props = { id: string; value: number; max?: number }

/** How far a long task is. It looks the same in every browser: without these classes each engine draws its own bar. */
export function ProgressBar(props: Props) {
  return (
    <progress
      {...props}
      className="block h-2 w-full appearance-none overflow-hidden rounded-sm bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
    />
  )
}
