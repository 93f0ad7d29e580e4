/** An HTTP method as a badge. */
export function Method({ name }: { name: string }) {
  return (
    <span
      className={`rounded-sm border border-line bg-raised px-1.5 font-medium font-mono text-sm ${name === 'delete' ? 'text-danger' : 'text-accent-strong'}`}
    >
      {name.toUpperCase()}
    </span>
  )
}
