/** The mark: a key whose bow is a browser window. Beside its name it is only drawn, not read out. */
export function Mark({ className = '' }: { className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`size-5 shrink-0 text-accent ${className}`}
    >
      <rect x="1" y="4" width="10.5" height="12" rx="2" />
      <path d="M1 8h10.5M11.5 12H19v3M15.5 12v2.5" />
    </svg>
  )
}
