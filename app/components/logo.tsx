/** The mark: a key whose bow is a browser window. Screen readers skip it, since the name stands beside it. */
export function Logo() {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      className="size-5 shrink-0 text-accent"
    >
      <rect x="2.5" y="1" width="15" height="10" rx="2.25" />
      <path d="M2.5 4.75h15M10 11v8h3.5M10 15.25h2.75" />
    </svg>
  )
}

/** The mark and the name at the top of a page without a header. */
export function Brand({ className }: { className: string }) {
  return (
    <p className={`flex items-center gap-2 font-semibold ${className}`}>
      <Logo />
      Latchkey
    </p>
  )
}
