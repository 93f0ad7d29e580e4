type Props = { id: string; value: number; max?: number }

/** How far something is that takes long. Each engine draws its own bar until it is told the parts by their names. */
export function ProgressBar(props: Props) {
  return (
    <progress
      {...props}
      className="block h-2 w-full appearance-none overflow-hidden rounded-sm bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
    />
  )
}
